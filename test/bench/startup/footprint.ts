import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

/** What a process takes while nothing happens. */
export interface Footprint {
  /** Of one core, threads included. */
  cpuPercent: number;
  residentMiB: number;
}

const TICKS_PER_SECOND = 100;

/** Processor time of a process with all its threads, in s. @see proc_pid_stat(5), fields 14 and 15 */
export const cpuSeconds = (pid: number): number => {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The name may hold spaces: what follows it begins with field 3.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
};

const statusMiB = (pid: number, field: string): number =>
  Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;

/** Resident memory of a process, and the most it ever was. */
export const residentMiB = (pid: number): number => statusMiB(pid, 'VmRSS');
export const peakMiB = (pid: number): number => statusMiB(pid, 'VmHWM');

/** Watches a process for a while. Linux only: elsewhere there is no /proc. */
export const footprintOf = async (pid: number, seconds: number): Promise<Footprint> => {
  const before = cpuSeconds(pid);
  await wait(seconds * 1000);
  return { cpuPercent: ((cpuSeconds(pid) - before) / seconds) * 100, residentMiB: residentMiB(pid) };
};
