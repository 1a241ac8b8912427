import { createHmac } from 'node:crypto';

/** One way a provider may sign, in the terms of the provider. */
export interface Signing {
  header: string;
  digest: 'sha256' | 'sha512' | 'sha1';
  encoding: 'hex' | 'HEX' | 'base64' | 'base64-bare' | 'base64url' | 'base64url-padded';
  wrapping: (typeof WRAPPINGS)[number];
  content: 'body' | 'timestamp.body' | 'id.timestamp.body';
  key: 'text' | 'base64' | 'hex' | 'whsec';
}

export const HEADERS = ['x-protime-signature', 'webhook-signature', 'authorization', 'x-check'] as const;
export const DIGESTS = ['sha256', 'sha512', 'sha1'] as const;
export const ENCODINGS = ['hex', 'HEX', 'base64', 'base64-bare', 'base64url', 'base64url-padded'] as const;
export const WRAPPINGS = ['bare', 'digest=', 'v1=', 'v1,', 't=,v1=', 'list'] as const;
export const CONTENTS = ['body', 'timestamp.body', 'id.timestamp.body'] as const;
export const KEYS = ['text', 'base64', 'hex', 'whsec'] as const;

const BYTES = Buffer.from(Array.from({ length: 32 }, (_, i) => (i * 37 + 11) % 256));

/** The key as the provider sends it, and the bytes it signs with. */
export const keyOf = (form: Signing['key']): { disclosed: string; signingKey: Buffer } => {
  switch (form) {
    case 'text':
      return { disclosed: 'Sésame, ouvre-toi!', signingKey: Buffer.from('Sésame, ouvre-toi!') };
    case 'base64':
      return { disclosed: BYTES.toString('base64'), signingKey: BYTES };
    case 'hex':
      return { disclosed: BYTES.toString('hex'), signingKey: BYTES };
    case 'whsec':
      return { disclosed: `whsec_${BYTES.toString('base64')}`, signingKey: BYTES };
  }
};

export const encode = (mac: Buffer, encoding: Signing['encoding']): string => {
  const base64 = mac.toString('base64');
  switch (encoding) {
    case 'hex':
      return mac.toString('hex');
    case 'HEX':
      return mac.toString('hex').toUpperCase();
    case 'base64':
      return base64;
    case 'base64-bare':
      return base64.replace(/=+$/, '');
    case 'base64url':
      return mac.toString('base64url');
    case 'base64url-padded':
      return base64.replaceAll('+', '-').replaceAll('/', '_');
  }
};

export interface Signed {
  headers: Record<string, string>;
  /** The encoded digest alone, as it stands in its header. */
  value: string;
}

/** The headers of one delivery. Both id and timestamp are always sent, as providers do; not all of them sign both. */
export const sign = (signing: Signing, key: Buffer, body: Buffer, number = 1): Signed => {
  const timestamp = String(1_772_460_000 + number);
  const id = `msg_${number.toString().padStart(8, '0')}`;
  const content = { body: '', 'timestamp.body': `${timestamp}.`, 'id.timestamp.body': `${id}.${timestamp}.` };
  const mac = createHmac(signing.digest, key).update(content[signing.content]).update(body).digest();
  const value = encode(mac, signing.encoding);
  const junk = encode(createHmac(signing.digest, 'another key').update(body).digest(), signing.encoding);
  const wrapped: Record<Signing['wrapping'], string> = {
    bare: value,
    'digest=': `${signing.digest}=${value}`,
    'v1=': `v1=${value}`,
    'v1,': `v1,${value}`,
    't=,v1=': `t=${timestamp},v1=${value}`,
    list: `v1,${junk} v1,${value}`,
  };
  return {
    value,
    headers: {
      host: 'example.org',
      'content-type': 'application/json',
      'content-length': String(body.length),
      'x-request-id': '4b6f1c3e-7a0f-4a35-a1f0-0d1f4b1f8f5e',
      [signing.header]: wrapped[signing.wrapping],
      'x-protime-delivery': id,
      ...(signing.wrapping !== 't=,v1=' && { 'x-protime-timestamp': timestamp }),
    },
  };
};

/** Every combination of the lists above. */
export const everySigning = function* (): Generator<Signing> {
  for (const header of HEADERS)
    for (const digest of DIGESTS)
      for (const encoding of ENCODINGS)
        for (const wrapping of WRAPPINGS)
          for (const content of CONTENTS)
            for (const key of KEYS) yield { header, digest, encoding, wrapping, content, key };
};
