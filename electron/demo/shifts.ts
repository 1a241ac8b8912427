import type { Random } from './random.ts';

/** Wall-clock minutes from the midnight at which an assignment's day begins; below 0 is the evening before. */
export interface Shift {
  readonly startTimeInMinutes: number;
  readonly endTimeInMinutes: number;
  readonly breakDurationInMinutes: number;
}

const at = (hours: number, minutes = 0): number => hours * 60 + minutes;
const shift = (start: number, end: number, pause: number): Shift => ({
  startTimeInMinutes: start,
  endTimeInMinutes: end,
  breakDurationInMinutes: pause,
});

export const SHIFTS = {
  early: shift(at(6), at(14), 30),
  day: shift(at(8, 30), at(17), 60),
  late: shift(at(14), at(22), 30),
  night: shift(at(22), at(30), 45),
  /** The same night, dated by the day on which it ends. */
  nightBefore: shift(at(-2), at(6), 45),
  short: shift(at(9), at(13), 0),
} as const satisfies Record<string, Shift>;

const COMMENTS = [
  'Graag tien minuten vroeger voor de overdracht',
  'Vervangt collega die ziek is',
  'Sleutel afhalen aan de balie',
  'Merci de prévoir les chaussures de sécurité',
  "Remplace une collègue en congé jusqu'à vendredi",
  'Réunion d’équipe à 13 h',
  'Truck arrives at 07:30, dock 4',
  'Please bring your badge, the old one expires today',
  'Inwerken nieuwe collega 👋',
  'Livraison "express" ; quai n° 2',
] as const;

export const anyComment = (random: Random): string => random.pick<string>(COMMENTS);
