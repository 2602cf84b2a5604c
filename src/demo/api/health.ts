import { text, type Answer, type ApiRequest } from '../http/exchange.ts';

/** What of the real server's checks means something here. */
const checks = ['ping', 'log', 'informer-sync', 'poststarthook/rbac/bootstrap-roles', 'shutdown'];

/** `/healthz`, `/livez`, `/readyz`, and one check below them. */
export function health(endpoint: string, check: string | undefined, { query }: ApiRequest): Answer {
  if (check !== undefined)
    return text(checks.includes(check) ? 'ok' : '404 page not found\n', checks.includes(check) ? 200 : 404);
  if (!query.has('verbose')) return text('ok');
  const served = endpoint === 'readyz' ? checks : checks.filter((one) => one !== 'shutdown' && one !== 'informer-sync');
  return text(`${served.map((one) => `[+]${one} ok\n`).join('')}${endpoint} check passed\n`);
}
