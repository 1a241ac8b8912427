import type { SafeStorage } from 'electron';

/** What Node 20 lacks of explicit resource management, in the order and with the errors of the standard. */
class DisposableStackPolyfill {
  readonly #disposers: (() => unknown)[] = [];
  disposed = false;

  use<T extends Partial<Disposable & AsyncDisposable> | null | undefined>(value: T): T {
    if (value) this.#disposers.push(() => (value[Symbol.asyncDispose] ?? value[Symbol.dispose])?.call(value));
    return value;
  }
  adopt<T>(value: T, dispose: (value: T) => unknown): T {
    this.#disposers.push(() => dispose(value));
    return value;
  }
  defer(dispose: () => unknown): void {
    this.#disposers.push(dispose);
  }
  move(): this {
    const moved = new (this.constructor as new () => this)();
    moved.#disposers.push(...this.#disposers.splice(0));
    this.disposed = true;
    return moved;
  }
  protected take(): (() => unknown)[] {
    this.disposed = true;
    return this.#disposers.splice(0).reverse();
  }
}

class SyncStack extends DisposableStackPolyfill {
  dispose(): void {
    for (const dispose of this.take()) dispose();
  }
  [Symbol.dispose](): void {
    this.dispose();
  }
}

class AsyncStack extends DisposableStackPolyfill {
  async disposeAsync(): Promise<void> {
    for (const dispose of this.take()) await dispose();
  }
  [Symbol.asyncDispose](): Promise<void> {
    return this.disposeAsync();
  }
}

Object.assign(globalThis, {
  DisposableStack: SyncStack,
  AsyncDisposableStack: AsyncStack,
  SuppressedError: class SuppressedError extends Error {},
});

/** The asynchronous calls of the newer Electron over the older one's. */
export const asyncSafeStorage = (older: SafeStorage): Partial<SafeStorage> => ({
  isAsyncEncryptionAvailable: async () => older.isEncryptionAvailable(),
  getSelectedStorageBackend: () => older.getSelectedStorageBackend(),
  encryptStringAsync: async (text) => older.encryptString(text),
  decryptStringAsync: async (sealed) => ({ result: older.decryptString(sealed), shouldReEncrypt: false }),
});
