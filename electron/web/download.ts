import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { basename, extname } from 'node:path';
import { pipeline } from 'node:stream/promises';

const TYPES: Record<string, string> = {
  '.csv': 'text/csv; charset=utf-8',
  '.jsonl': 'application/x-ndjson; charset=utf-8',
};

/** Streams a file as a download. Its name contains only letters, digits and hyphens. */
export const sendDownload = async (
  response: ServerResponse,
  path: string,
  headers: Record<string, string>,
): Promise<void> => {
  const { size } = await stat(path);
  response.writeHead(200, {
    ...headers,
    'content-type': TYPES[extname(path)] ?? 'application/octet-stream',
    'content-length': size,
    'content-disposition': `attachment; filename="${basename(path)}"`,
    'cache-control': 'no-store',
  });
  await pipeline(createReadStream(path), response);
};
