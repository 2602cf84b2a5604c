import { capacity } from './capacity.ts';
import { correlation } from './correlation.ts';
import { endpoints } from './endpoints.ts';
import { events } from './events.ts';
import { history } from './history.ts';
import type { Judge } from './judge.ts';
import { lists } from './lists.ts';
import { paging } from './paging.ts';
import { podStatus } from './podStatus.ts';
import { rollback } from './rollback.ts';
import { rolloutStatus } from './rolloutStatus.ts';
import { scheduling } from './scheduling.ts';
import { yaml } from './yaml.ts';

/** All of them; they share one control plane, so each works in namespaces of its own. The scheduler's comes last: it cordons the other nodes. */
export const judges: readonly Judge[] = [
  podStatus,
  lists,
  paging,
  events,
  endpoints,
  yaml,
  history,
  rollback,
  rolloutStatus,
  correlation,
  scheduling,
  capacity,
];
