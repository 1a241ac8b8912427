import { createHmac, randomUUID } from 'node:crypto';

/** How the deliveries of the benches are signed: the format the app learns from the first of them. */
export const SIGNATURE_HEADER = 'x-signature-256';
export const DELIVERY_HEADER = 'x-delivery-id';

export const signatureOf = (body: Buffer | string, key: string): string =>
  `sha256=${createHmac('sha256', key).update(body).digest('hex')}`;

/** A whole signed POST as the bytes that go over the wire. */
export const toRequest = (path: string, body: string, key: string): Buffer =>
  Buffer.from(
    `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\n${SIGNATURE_HEADER}: ${signatureOf(body, key)}\r\n` +
      `${DELIVERY_HEADER}: ${randomUUID()}\r\n\r\n${body}`,
  );
