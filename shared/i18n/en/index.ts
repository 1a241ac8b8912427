import { common } from './common.ts';
import { connection } from './connection.ts';
import { firstRun } from './first-run.ts';
import { history } from './history.ts';
import { notices } from './notices.ts';
import { plan } from './plan.ts';
import { problems } from './problems.ts';
import { rejections } from './rejections.ts';
import { settings } from './settings.ts';

export const en = { plan, rejections, history, connection, settings, firstRun, common, problems, notices };
