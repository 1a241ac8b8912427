const { BroadcastChannel, isMainThread } = require('node:worker_threads') as typeof import('node:worker_threads');

// Loaded first: in each worker thread, a native addon then reports that its initialisation runs, and takes a while.
const MS = 500;

if (!isMainThread) {
  const load = process.dlopen as (...args: unknown[]) => void;
  process.dlopen = (module: { exports: object }, ...rest: unknown[]) => {
    let isAnnounced = false;
    const set: ProxyHandler<object>['set'] = (...args) => {
      if (!isAnnounced) {
        isAnnounced = true;
        const channel = new BroadcastChannel('addon');
        channel.postMessage('loading');
        channel.close();
        for (const start = performance.now(); performance.now() - start < MS; );
      }
      return Reflect.set(...args);
    };
    module.exports = new Proxy(module.exports, { set });
    load(module, ...rest);
  };
}
