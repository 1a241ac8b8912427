import { expect, it } from 'vitest';
import { takeSecrets } from '../../electron/environment.ts';

it('removes the secret and leaves the rest', () => {
  const env = { PROTIME_CLIENT_SECRET: 's3cret', PATH: '/bin' };
  expect(takeSecrets(env)).toEqual({ PROTIME_CLIENT_SECRET: 's3cret' });
  expect(env).toEqual({ PATH: '/bin' });
});

it('takes nothing where there is no secret', () => {
  expect(takeSecrets({ PATH: '/bin' })).toEqual({});
});
