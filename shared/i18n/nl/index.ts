import type { Messages } from '../messages.ts';
import { common } from './common.ts';
import { connection } from './connection.ts';
import { data } from './data.ts';
import { firstRun } from './first-run.ts';
import { history } from './history.ts';
import { inspector } from './inspector.ts';
import { notices } from './notices.ts';
import { plan } from './plan.ts';
import { problems } from './problems.ts';
import { rejections } from './rejections.ts';
import { settings } from './settings.ts';
import { updates } from './updates.ts';

export const nl: Messages = {
  plan,
  rejections,
  history,
  inspector,
  connection,
  data,
  settings,
  firstRun,
  common,
  problems,
  notices,
  updates,
};
