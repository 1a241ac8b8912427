import { networkInterfaces } from 'node:os';

export interface NetworkWatchOptions {
  onChange: () => void;
  /** The computer's own addresses, loopback left out. */
  addresses?: () => readonly string[];
  everyMs?: number;
}

/**
 * Calls `onChange` when the computer is on another network, detected by its IP addresses. Being offline is not reported,
 * only the next network. Returns a function that stops it.
 */
export const watchNetwork = ({ onChange, addresses = ownAddresses, everyMs = 3000 }: NetworkWatchOptions) => {
  let last = addresses().join();
  const check = () => {
    const current = addresses().join();
    if (current === '' || current === last) return;
    last = current;
    onChange();
  };
  const timer = setInterval(check, everyMs).unref();
  return () => clearInterval(timer);
};

const ownAddresses = (): string[] =>
  Object.values(networkInterfaces())
    .flatMap((addressesOfInterface = []) =>
      addressesOfInterface.filter(({ internal }) => !internal).map(({ address }) => address),
    )
    // Privacy addresses of IPv6 change by themselves every day; those of IPv4 only with the network.
    .filter((address, _index, all) => !address.includes(':') || all.every((other) => other.includes(':')))
    .sort();
