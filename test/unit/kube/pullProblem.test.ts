import assert from 'node:assert/strict';
import { imageName, isMutable, nameFault } from '../../../src/kube/image/imageName.ts';
import { pullProblem } from '../../../src/kube/image/pullProblem.ts';
import { pullTime } from '../../../src/kube/image/pullTime.ts';
import { seenEvent } from '../../../src/kube/events.ts';

/** As they stand in public reports of each runtime, names changed. */
const said: readonly (readonly [string, string, string | undefined])[] = [
  [
    'containerd: no such tag',
    'rpc error: code = NotFound desc = failed to pull and unpack image "docker.io/shop/api:9": failed to resolve reference "docker.io/shop/api:9": docker.io/shop/api:9: not found',
    'notFound',
  ],
  [
    'containerd: no variant',
    'rpc error: code = NotFound desc = failed to pull and unpack image "docker.io/shop/api:9": no match for platform in manifest: not found',
    'wrongPlatform',
  ],
  [
    'containerd: a stranger at Docker Hub',
    'failed to pull and unpack image "docker.io/shop/api:9": failed to resolve reference "docker.io/shop/api:9": pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed',
    'unauthorized',
  ],
  [
    'containerd: no token',
    'failed to resolve reference "ghcr.io/shop/api:9": failed to authorize: failed to fetch anonymous token: unexpected status from GET request to https://ghcr.io/token?scope=repository%3Ashop%2Fapi%3Apull&service=ghcr.io: 403 Forbidden',
    'unauthorized',
  ],
  [
    'containerd: the token server is not found',
    'failed to authorize: failed to fetch anonymous token: Get "https://auth.docker.io/token": dial tcp: lookup auth.docker.io on 10.0.0.2:53: no such host',
    'unreachable',
  ],
  [
    'containerd: time-out',
    'failed to do request: Head "https://registry.example/v2/shop/api/manifests/9": dial tcp 10.1.2.3:443: i/o timeout',
    'unreachable',
  ],
  [
    'containerd: certificate',
    'failed to do request: Head "https://registry.example/v2/shop/api/manifests/9": tls: failed to verify certificate: x509: certificate signed by unknown authority',
    'unreachable',
  ],
  [
    'containerd: rate',
    'failed to copy: httpReadSeeker: failed open: unexpected status code https://registry-1.docker.io/v2/shop/api/manifests/sha256:50aa: 429 Too Many Requests - Server message: toomanyrequests: You have reached your pull rate limit.',
    'rateLimited',
  ],
  ['the kubelet’s own rate', 'pull QPS exceeded', 'rateLimited'],
  [
    'CRI-O: no such tag',
    'initializing source docker://registry.example/shop/api:9: reading manifest 9 in registry.example/shop/api: manifest unknown',
    'notFound',
  ],
  [
    'CRI-O: refused',
    'initializing source docker://shop/api:9: reading manifest 9 in docker.io/shop/api: requested access to the resource is denied',
    'unauthorized',
  ],
  [
    'CRI-O: no variant',
    'choosing image instance: no image found in manifest list for architecture arm64, variant "v8", OS linux',
    'wrongPlatform',
  ],
  [
    'CRI-O: ping',
    'initializing source docker://registry.example/shop/api:9: pinging container registry registry.example: Get "https://registry.example/v2/": dial tcp 10.1.2.3:443: connect: connection refused',
    'unreachable',
  ],
  [
    'docker: no such tag',
    'Error response from daemon: manifest for shop/api:9 not found: manifest unknown: manifest unknown',
    'notFound',
  ],
  [
    'docker: refused',
    "Error response from daemon: pull access denied for shop/api, repository does not exist or may require 'docker login': denied: requested access to the resource is denied",
    'unauthorized',
  ],
  ['docker: no variant', 'no matching manifest for linux/arm64/v8 in the manifest list entries', 'wrongPlatform'],
  [
    'AWS: no such repository',
    "name unknown: The repository with name 'shop/api' does not exist in the registry with id '123456789012'",
    'notFound',
  ],
  [
    'Google: no right',
    'denied: Permission "artifactregistry.repositories.downloadArtifacts" denied on resource "projects/shop" (or it may not exist)',
    'unauthorized',
  ],
  [
    'the kubelet, of a registry that fails',
    'Back-off pulling image "shop/api:9": RegistryUnavailable: image pull failed for shop/api:9 because the registry is unavailable: 503',
    'unreachable',
  ],
  ['nothing but the back-off', 'Back-off pulling image "shop/api:9"', undefined],
  [
    'a full disk',
    'failed to extract layer sha256:50aa: write /var/lib/containerd/io/x: no space left on device',
    undefined,
  ],
  ['a folder of the node', 'mkdir /var/lib/containerd/x: permission denied', undefined],
  [
    'the runtime’s own socket',
    'rpc error: code = Unavailable desc = connection error: desc = "transport: Error while dialing: dial unix /run/containerd/containerd.sock: connect: connection refused"',
    undefined,
  ],
];

describe('why an image cannot be pulled', () => {
  for (const [what, message, problem] of said)
    it(`is ${problem ?? 'not told'} (${what})`, () => {
      assert.equal(pullProblem(message, 'shop/api:9'), problem);
    });

  it('is not read from names that sound like it', () => {
    for (const image of ['unauthorized:429', 'shop/denied-not-found:timeout', 'timeout.example/x509:EOF']) {
      const message = `failed to pull and unpack image "docker.io/${image}": something odd about ${image}: docker.io/${image}: see https://registry.example/${image}`;
      assert.equal(pullProblem(message, image), undefined, image);
    }
  });

  it('takes no longer than its text grows, whatever is in it', () => {
    const started = performance.now();
    for (const part of ['"', 'no match ', 'denied', ' 40', 'permission ']) pullProblem(part.repeat(50_000), 'a');
    assert.ok(performance.now() - started < 1000);
  });
});

describe('the name of an image', () => {
  it('is parted into repository, tag and digest', () => {
    assert.deepEqual(imageName('host:5000/shop/web'), { repository: 'host:5000/shop/web' });
    assert.deepEqual(imageName('host:5000/shop/web:2'), { repository: 'host:5000/shop/web', tag: '2' });
    assert.deepEqual(imageName('web:2@sha256:ab'), { repository: 'web', tag: '2', digest: 'sha256:ab' });
  });

  it('may mean another program tomorrow', () => {
    for (const image of ['web', 'web:latest', 'host:5000/web']) assert.ok(isMutable(image), image);
    for (const image of ['web:1', 'web:latest@sha256:ab', 'web@sha256:ab', 'web:latest-2026'])
      assert.ok(!isMutable(image), image);
  });

  it('has a fault that can be named', () => {
    const faults: Readonly<Record<string, string>> = {
      'shop/API:2': 'small letters',
      'Shop:2': 'small letters',
      'https://registry.example/web:2': 'scheme',
      'web: 2': 'blank',
      'web:${TAG}': 'variable',
      'web:': 'no tag',
      'a//b:1': 'empty',
      'web:-1': 'no tag',
      'web@sha256:ab': 'digest',
    };
    for (const [image, fault] of Object.entries(faults)) assert.match(nameFault(image) ?? '', new RegExp(fault), image);
    for (const image of ['Host.example/web:2', 'localhost:5000/a/b_c:1.2-x', `web@sha256:${'a'.repeat(64)}`])
      assert.equal(nameFault(image), undefined, image);
  });
});

describe('how long an image took', () => {
  const time = (message: string) => pullTime(seenEvent({ reason: 'Pulled', message }));

  it('is read from the event, whichever kubelet wrote it', () => {
    assert.deepEqual(
      time('Successfully pulled image "web:2" in 48.2s (2m5.13s including waiting). Image size: 512000000 bytes.'),
      { image: 'web:2', pulling: 48_200, whole: 125_130, bytes: 512_000_000 },
    );
    assert.deepEqual(time('Successfully pulled image "web:2" in 1h0m0.5s'), {
      image: 'web:2',
      pulling: 3_600_500,
      whole: 3_600_500,
    });
    assert.deepEqual(time('Successfully pulled image "web:2" in 850ms (850ms including waiting)')?.whole, 850);
  });

  it('is not told of one that was there', () => {
    assert.equal(time('Container image "web:2" already present on machine'), undefined);
    assert.equal(time('Successfully pulled image "web:2" in no time'), undefined);
  });
});
