import { expect, it } from 'vitest';
import { refusalDetail } from '../../../electron/protime/refusal-detail.ts';

it.each([
  [{ error: { code: 'BadRequest', message: 'Noor Claes' } }, 'BadRequest'],
  [{ error: { code: 'BadRequest', reasons: ['At most 62 days.'] } }, 'BadRequest: At most 62 days.'],
  [{ error: { message: 'x', reasons: [{ reason: 'At most 62 days.' }, 7, null] } }, 'At most 62 days.'],
  [{ validationErrors: [{ field: 'filter', message: 'is required' }] }, 'filter: is required'],
  [{ code: 'x', validationErrors: { filter: ['is required', 'is empty'] } }, 'filter: is required: filter: is empty'],
  [{ error: 'invalid' }, undefined],
  ['not an object', undefined],
])('of %j is %s', (body, detail) => {
  expect(refusalDetail(JSON.stringify(body))).toBe(detail);
});

it('contains no values of the request', () => {
  const reasons = [
    'The url https://tunnel.example/aB3-_6789012345 of "Noor" is wrong',
    "It's wrong for 'Claes' at acme.myprotime.eu",
    `${'word '.repeat(100)}aB3-_678901234567890123456789012345678901Zz`,
  ];
  const detail = refusalDetail(JSON.stringify({ error: { reasons } })) ?? '';
  expect(detail).toContain("The url … of … is wrong: It's wrong for … at …");
  expect(detail).not.toMatch(/tunnel|Noor|Claes|acme|aB3/);
  expect(detail.length).toBeLessThan(400);
});
