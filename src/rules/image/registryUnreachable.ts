import { pullRule, type PullFacts } from './pullRule.ts';

export const registryUnreachable = pullRule({
  id: 'image/registry-unreachable',
  problem: 'unreachable',
  speaks:
    'The node gets no answer from the registry of an image: its name is not found, the connection fails or takes too long, its certificate is not trusted, or the registry itself fails.',
  silent: 'Registries that answer and refuse (image/unauthorized) or ask to wait (image/rate-limited).',
  message: ({ who, image, registry, failure, pod }) =>
    `${who} has no image: node ${pod.spec?.nodeName ?? ''} does not get ${image} from ${registry}, since ${causeOf(failure.text).what}.`,
  remedy: ({ failure, ...facts }) => causeOf(failure.text).remedy(facts),
});

interface Cause {
  readonly what: string;
  remedy(facts: Pick<PullFacts, 'registry' | 'pod'>): string;
}

const causes: readonly (readonly [RegExp, Cause])[] = [
  [
    /no such host|name resolution|server misbehaving/i,
    {
      what: 'the name of the registry is not found',
      remedy: ({ registry, pod }) =>
        `Correct the host ${registry} in the image, or see to the name server of node ${nodeOf(pod)} (the node’s own, not the cluster’s DNS).`,
    },
  ],
  [
    /x509:|certificate/i,
    {
      what: 'its certificate is not trusted',
      remedy: ({ registry, pod }) =>
        `Let the container runtime of node ${nodeOf(pod)} trust the authority of ${registry}, or renew the certificate of the registry; see the clock of the node too.`,
    },
  ],
  [
    /HTTP response to HTTPS client/i,
    {
      what: 'it speaks plain HTTP where HTTPS is wanted',
      remedy: ({ registry, pod }) =>
        `Serve ${registry} by HTTPS, or name it as an insecure registry in the container runtime of node ${nodeOf(pod)}.`,
    },
  ],
  [
    /connection refused/i,
    {
      what: 'the connection is refused',
      remedy: ({ registry }) => `See that the registry ${registry} runs, and that the port in the image is its own.`,
    },
  ],
  [
    /internal server error|bad gateway|service unavailable|registry is unavailable|gateway time-?out/i,
    {
      what: 'the registry itself fails',
      remedy: ({ registry }) => `See whether ${registry} has an outage; the kubelet goes on trying.`,
    },
  ],
];

const other: Cause = {
  what: 'it does not answer',
  remedy: ({ registry, pod }) =>
    `See whether node ${nodeOf(pod)} may reach ${registry}: route, firewall, proxy of the container runtime.`,
};

function causeOf(text: string): Cause {
  return causes.find(([pattern]) => pattern.test(text))?.[1] ?? other;
}

function nodeOf({ spec }: PullFacts['pod']): string {
  return spec?.nodeName ?? '';
}
