/** Environment variables that hold secrets. */
const SECRETS = ['PROTIME_CLIENT_SECRET'] as const;

export type Environment = Record<string, string | undefined>;

/**
 * Removes the secrets from the environment and returns them. Called before anything else starts: child processes and threads
 * inherit the environment.
 */
export const takeSecrets = (env: Environment): Environment => {
  const taken: Environment = {};
  for (const name of SECRETS) {
    if (env[name] !== undefined) taken[name] = env[name];
    delete env[name];
  }
  return taken;
};
