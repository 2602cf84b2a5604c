import fc from 'fast-check';

/** An event of one of the two recorders, or of a writer that mixes them; as core/v1 or as events.k8s.io/v1. */
export interface EventDraft {
  readonly api: 'core' | 'events';
  readonly body: object;
}

const objects = [
  { apiVersion: 'v1', kind: 'Pod', name: 'web-1' },
  { apiVersion: 'v1', kind: 'Pod', name: 'web-2' },
  { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'web' },
  { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
];

const words = fc.record({
  type: fc.constantFrom('Normal', 'Warning'),
  reason: fc.constantFrom('BackOff', 'Pulled', 'Unhealthy', 'FailedScheduling', 'Scheduled'),
  object: fc.constantFrom(...objects),
  count: fc.constantFrom(1, 1, 2, 17, 4000),
  /** Minutes between the first time and the last. */
  span: fc.integer({ min: 1, max: 400 }),
  recorder: fc.constantFrom('old', 'new', 'new by its own interface'),
});

/** No two of one time, all of them half minutes away from where the words of an age change. */
export function eventDrafts(namespace: string, count: number, seed: number, now: number): readonly EventDraft[] {
  const places = fc.sample(
    fc.uniqueArray(fc.integer({ min: 3, max: 50 * count }), { minLength: count, maxLength: count, size: 'max' }),
    {
      numRuns: 1,
      seed,
    },
  );
  return fc
    .sample(words, { numRuns: count, seed })
    .map(({ type, reason, object, count: seen, span, recorder }, index) => {
      const last = now - ((places[0]?.[index] ?? 0) * 60_000 + 30_000);
      const first = seen === 1 ? last : last - span * 60_000;
      const metadata = { name: `event-${index}`, namespace };
      const regarding = { ...object, namespace };
      const text = `message ${index}`;
      const micro = (at: number): string => new Date(at).toISOString().replace('Z', '000Z');
      const series = seen === 1 ? {} : { series: { count: seen, lastObservedTime: micro(last) } };
      const reporter = {
        reportingController: 'judge.test/recorder',
        action: 'Judge',
        eventTime: micro(first),
        ...series,
      };
      if (recorder === 'new by its own interface')
        return {
          api: 'events',
          body: { metadata, type, reason, note: text, regarding, reportingInstance: 'judge-1', ...reporter },
        };
      const { reportingController, ...rest } = reporter;
      const about = { metadata, type, reason, message: text, involvedObject: regarding };
      return {
        api: 'core',
        body:
          recorder === 'new'
            ? { ...about, reportingComponent: reportingController, reportingInstance: 'judge-1', ...rest }
            : {
                ...about,
                source: { component: 'judge' },
                count: seen,
                firstTimestamp: whole(first),
                lastTimestamp: whole(last),
              },
      };
    });
}

function whole(at: number): string {
  return new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');
}
