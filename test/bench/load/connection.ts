import { connect } from 'node:net';

const END = Buffer.from('\r\n\r\n');
const STORED = Buffer.from('HTTP/1.1 204');

/** One keep-alive connection with one request under way at a time; for answers without a body. */
export const openConnection = async (port: number) => {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve).once('error', reject);
  });
  let partial: Buffer | undefined;
  let onAnswer: (stored: boolean) => void = () => {};
  const finishRequest = (stored: boolean) => {
    const notify = onAnswer;
    onAnswer = () => {};
    notify(stored);
  };
  socket.on('data', (chunk: Buffer) => {
    const answer = partial ? Buffer.concat([partial, chunk]) : chunk;
    if (answer.subarray(-END.length).equals(END)) {
      partial = undefined;
      finishRequest(answer.subarray(0, STORED.length).equals(STORED));
    } else partial = answer;
  });
  socket.on('error', () => finishRequest(false)).on('close', () => finishRequest(false));
  return {
    /** Sends one request; `answered` is called once, with whether it was a 204. */
    send(request: Buffer, answered: (stored: boolean) => void): void {
      onAnswer = answered;
      socket.write(request);
    },
    close: () => socket.destroy(),
  };
};

export type Connection = Awaited<ReturnType<typeof openConnection>>;
