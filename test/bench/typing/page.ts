/** What the page noted of one keystroke. All in ms. */
export interface Keystroke {
  text: string;
  /** Until the letter stood in the box. */
  letterMs: number;
  /** Until the results of the text were painted; null when the next letter came first. */
  paintedMs: number | null;
  /** How long its search took from the question to the answer; null when it was never asked. */
  queryMs: number | null;
}

interface Noted {
  keystrokes: Keystroke[];
  longTasksMs: number[];
}
type Watched = Window & { noted: Noted };

/** Runs in the page before anything else: notes each keystroke in the search box and what follows from it. */
export const noteKeystrokes = (): void => {
  const noted: Noted = { keystrokes: [], longTasksMs: [] };
  (window as unknown as Watched).noted = noted;
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) noted.longTasksMs.push(duration);
  }).observe({ type: 'longtask' });

  const askedAtMs = new Map<number, { text: string; atMs: number }>();
  const answeredMs = new Map<string, number>();
  const send = WebSocket.prototype.send;
  const heard = new WeakSet<WebSocket>();
  WebSocket.prototype.send = function (data) {
    const { id, name, input } = JSON.parse(String(data)) as { id: number; name: string; input?: { text?: string } };
    if (name === 'history.search') askedAtMs.set(id, { text: input?.text ?? '', atMs: performance.now() });
    if (!heard.has(this)) {
      heard.add(this);
      this.addEventListener('message', (event) => {
        const atMs = performance.now();
        const asked = askedAtMs.get((JSON.parse(String(event.data)) as { id?: number }).id ?? -1);
        if (asked) answeredMs.set(asked.text, atMs - asked.atMs);
      });
    }
    send.call(this, data);
  };

  const painted = (then: () => void) => requestAnimationFrame(() => setTimeout(then));
  let open: { keystroke: Keystroke; beganMs: number } | undefined;
  const checkPainted = () => {
    if (!open) return;
    const { keystroke, beganMs } = open;
    const answers = document.querySelector('[data-answers]')?.getAttribute('data-answers');
    if (answers !== keystroke.text.trim()) return;
    open = undefined;
    painted(() => {
      keystroke.paintedMs = performance.now() - beganMs;
      keystroke.queryMs = answeredMs.get(keystroke.text.trim()) ?? null;
    });
  };
  addEventListener(
    'input',
    ({ target, timeStamp }) => {
      if (!(target instanceof HTMLInputElement)) return;
      const keystroke: Keystroke = { text: target.value, letterMs: 0, paintedMs: null, queryMs: null };
      noted.keystrokes.push(keystroke);
      open = { keystroke, beganMs: timeStamp };
      painted(() => {
        keystroke.letterMs = performance.now() - timeStamp;
      });
    },
    true,
  );
  addEventListener('DOMContentLoaded', () =>
    new MutationObserver(checkPainted).observe(document.body, { subtree: true, childList: true, attributes: true }),
  );
};

/** What was noted since the last time. */
export const takeNoted = (): Noted => {
  const { noted } = window as unknown as Watched;
  const taken = { keystrokes: noted.keystrokes, longTasksMs: noted.longTasksMs };
  noted.keystrokes = [];
  noted.longTasksMs = [];
  return taken;
};
