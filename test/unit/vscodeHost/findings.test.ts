import assert from 'node:assert/strict';
import type { Scan, ScanFinding } from '../../../src/core/scan.ts';
import type { FindingItem, Grouping } from '../../../src/hosts/vscode/trees/findingItem.ts';
import { decidingField, FindingLines } from '../../../src/hosts/vscode/trees/findingLines.ts';
import { copyText, evidenceText, findingQuestion, shortMessage } from '../../../src/hosts/vscode/trees/findingText.ts';
import { findingWords } from '../../../src/hosts/vscode/trees/findingWords.ts';
import { scanScope } from '../../../src/hosts/vscode/trees/scanScope.ts';

const service = { apiVersion: 'v1', kind: 'Service', namespace: 'shop', name: 'api' };
const pod = { apiVersion: 'v1', kind: 'Pod', namespace: 'shop', name: 'api-1' };

function finding(more: Partial<ScanFinding> = {}): ScanFinding {
  return {
    rule: 'service/selector-matches-nothing',
    severity: 'critical',
    object: service,
    message: 'The selector app=api matches none of the 15 pods; 3 pods match all but tier.',
    evidence: [
      { object: service, path: 'spec.selector', value: { app: 'api' } },
      { object: pod, path: 'metadata.labels', value: { app: 'apo' } },
    ],
    remedy: 'Set spec.selector.',
    ...more,
  };
}

function scan(findings: readonly ScanFinding[], { namespace = 'shop', ...more }: Partial<Scan> = {}): Scan {
  return {
    context: 'demo',
    ...(namespace === '*' ? {} : { namespace }),
    takenAt: '2026-11-25T14:02:11Z',
    verdict: 'broken',
    findings,
    unexplained: { count: 0, critical: 0, warnings: 0, worst: [] },
    gaps: [],
    ran: ['node/not-ready'],
    still: [],
    looked: [{ resource: 'pods', count: 15 }],
    namespaces: 1,
    stats: { milliseconds: 10, requests: 12, waves: 1, shared: 0 },
    ...more,
  };
}

function lines(
  of: Scan | undefined,
  grouping: Grouping = 'severity',
  failed?: Scan,
  shown = new Map<string, number>(),
) {
  return new FindingLines({ scan: of, fixes: [], failed, grouping, shown });
}

/** Every line, by depth. */
function drawn(all: FindingLines, parent?: FindingItem, depth = 0): readonly string[] {
  return all
    .children(parent)
    .flatMap((item) => [`${'  '.repeat(depth)}${wordsOf(item)}`, ...drawn(all, item, depth + 1)]);
}

function wordsOf(item: FindingItem): string {
  switch (item.type) {
    case 'severity':
      return `${item.severity} (${item.count})`;
    case 'object':
      return `${item.object.name} ${item.worst} (${item.count})`;
    case 'finding':
      return item.finding.rule;
    case 'evidence':
      return evidenceText(item);
    case 'lookedAt':
      return `${item.resource} ${item.count}`;
    case 'still':
      return `${item.rule} without ${item.without.join()}`;
    case 'pod':
      return `${item.level} ${item.object.name} ${item.because}`;
    case 'listPods':
      return `list ${item.namespace ?? 'all'}, ${item.rest} more`;
    case 'failure':
      return item.what;
    default:
      return item.type;
  }
}

const idsOf = (all: FindingLines, parent?: FindingItem): readonly string[] =>
  all.children(parent).flatMap((item) => [item.id, ...idsOf(all, item)]);

describe('the lines of the Findings view', () => {
  const cause = finding({ rule: 'rollout/deadline-exceeded', evidence: [] });
  const effect = finding({ rule: 'workload/unavailable', evidence: [], explainedBy: 0 });
  const info = finding({ rule: 'ingress/rewrite-ambiguous', severity: 'info', evidence: [], object: pod });

  it('are groups by severity; below a finding its evidence, its remedy and what it explains', () => {
    assert.deepEqual(drawn(lines(scan([cause, effect, finding(), info]))), [
      'critical (2)',
      '  rollout/deadline-exceeded',
      '    remedy',
      '    workload/unavailable',
      '      remedy',
      '  service/selector-matches-nothing',
      '    spec.selector = {"app":"api"}',
      '    metadata.labels = {"app":"apo"}',
      '    remedy',
      'info (1)',
      '  ingress/rewrite-ambiguous',
      '    remedy',
      'looked',
      '  pods 15',
    ]);
  });

  it('are groups by object, those in the worst trouble first', () => {
    const tops = drawn(lines(scan([info, cause, finding()]), 'object')).filter((one) => !one.startsWith('    '));
    assert.deepEqual(tops, [
      'api critical (2)',
      '  rollout/deadline-exceeded',
      '  service/selector-matches-nothing',
      'api-1 info (1)',
      '  ingress/rewrite-ambiguous',
      'looked',
      '  pods 15',
    ]);
  });

  it('count a trouble once, however much of it others explain', () => {
    assert.equal(lines(scan([cause, effect])).count('critical'), 1);
    assert.equal(lines(undefined).count('critical'), 0);
  });

  it('keep their ids over a new scan in which counts have changed, and never share one', () => {
    const before = scan([cause, effect, finding(), finding()]);
    const after = scan([
      cause,
      effect,
      finding({ message: 'The selector app=api matches none of the 16 pods.' }),
      finding(),
    ]);
    for (const grouping of ['severity', 'object'] as const) {
      const ids = idsOf(lines(before, grouping));
      assert.deepEqual(idsOf(lines(after, grouping)), ids);
      assert.equal(new Set(ids).size, ids.length);
    }
  });

  it('say what could not be looked at, and which rules kept still', () => {
    const gaps = [{ wanted: 'pods in all namespaces', because: 'forbidden', hint: 'needs list on pods' }] as const;
    const still = [{ rule: 'pod/node-lost', without: ['pods in all namespaces'] }];
    assert.deepEqual(drawn(lines(scan([], { gaps: [...gaps], still }))), [
      'nothing',
      'gaps',
      '  gap',
      'looked',
      '  pods 15',
      '  pod/node-lost without pods in all namespaces',
    ]);
  });

  it('are pods in trouble that no finding is about, with the list of all; and then nothing says that nothing was found', () => {
    const other = { ...pod, namespace: 'back', name: 'b-1' };
    const unexplained = (count: number, namespaces: readonly (typeof pod)[]) => ({
      count,
      critical: 1,
      warnings: count - 1,
      worst: namespaces.map((object) => ({ object, level: 'critical', because: 'CrashLoopBackOff' }) as const),
    });
    assert.deepEqual(drawn(lines(scan([], { unexplained: unexplained(1, [pod]) }))), [
      'unexplained',
      '  critical api-1 CrashLoopBackOff',
      '  list shop, 0 more',
      'looked',
      '  pods 15',
    ]);
    assert.deepEqual(drawn(lines(scan([info], { unexplained: unexplained(9, [pod]) }), 'object')).slice(0, 6), [
      'api-1 info (1)',
      '  ingress/rewrite-ambiguous',
      '    remedy',
      'unexplained',
      '  critical api-1 CrashLoopBackOff',
      '  list shop, 8 more',
    ]);
    // Of a whole cluster: the one namespace that all of them are in, where that is known.
    const listOf = (of: Scan['unexplained'], only?: readonly string[]) =>
      drawn(lines(scan([], { namespace: '*', unexplained: of, ...(only === undefined ? {} : { only }) }))).find((one) =>
        one.includes('list '),
      );
    assert.equal(listOf(unexplained(1, [pod])), '  list shop, 0 more');
    assert.equal(listOf(unexplained(2, [pod, other])), '  list all, 0 more');
    assert.equal(listOf(unexplained(9, [pod])), '  list all, 8 more');
    assert.equal(listOf(unexplained(9, [pod]), ['shop']), '  list shop, 8 more');
    assert.equal(listOf(unexplained(9, [pod]), ['blog', 'shop']), '  list all, 8 more');
  });

  it('are none before the first scan, so that the welcome text is shown', () => {
    assert.deepEqual(lines(undefined).children(undefined), []);
  });

  it('of a failure stand above the last answer, with what can be done about it', () => {
    const error = {
      code: 'unreachable',
      message: 'no',
      hint: 'start it',
      headline: 'The cluster cannot be reached.',
      brief: 'no',
    } as const;
    const failed = scan([], { error });
    assert.deepEqual(drawn(lines(undefined, 'severity', failed)), ['reason', 'hint', 'retry', 'log']);
    assert.deepEqual(drawn(lines(scan([info]), 'severity', failed)).slice(0, 5), [
      'reason',
      'hint',
      'retry',
      'log',
      'info (1)',
    ]);
    const without = scan([], { error: { ...error, reason: 'NoKubeconfig' } });
    assert.deepEqual(drawn(lines(undefined, 'severity', without)), ['reason', 'hint', 'retry', 'log', 'demo']);
    for (const reason of ['NoSuchContext', 'NoCurrentContext']) {
      const renamed = scan([], { error: { ...error, reason } });
      assert.deepEqual(drawn(lines(undefined, 'severity', renamed)), ['reason', 'hint', 'switch', 'log']);
    }
  });

  it('of a large group are 200, and more at a time', () => {
    const many = Array.from({ length: 450 }, (_, index) => finding({ object: { ...pod, name: `api-${index}` } }));
    const group = (shown?: number) => {
      const all = lines(
        scan(many),
        'severity',
        undefined,
        new Map(shown === undefined ? [] : [['group critical', shown]]),
      );
      return all.children(all.children(undefined)[0]);
    };
    assert.equal(group().length, 201);
    const last = group().at(-1);
    assert.ok(last?.type === 'more' && last.rest === 250 && last.group === 'group critical');
    assert.equal(group(600).length, 450);
    const byObject = lines(scan(many), 'object').children(undefined);
    assert.deepEqual(
      byObject.slice(-2).map(({ type }) => type),
      ['more', 'looked'],
    );
  });
});

describe('the words of the Findings view', () => {
  it('are the first clause of a message', () => {
    assert.equal(
      shortMessage('The selector app=api matches none of the 15 pods; 3 match all but tier.'),
      'The selector app=api matches none of the 15 pods',
    );
    assert.equal(
      shortMessage('The rollout made no progress within 600 s: 1 pods.'),
      'The rollout made no progress within 600 s',
    );
    assert.equal(shortMessage('The node is cordoned.'), 'The node is cordoned');
    assert.equal(shortMessage('It: is\nso'), 'It: is so');
    assert.ok(shortMessage('x'.repeat(500)).length <= 90);
  });

  it('put a value of any kind on one line', () => {
    assert.equal(evidenceText({ path: 'a', value: 'x\n y' }), 'a = x y');
    assert.equal(evidenceText({ path: 'a', value: null }), 'a = null');
    assert.ok(evidenceText({ path: 'a', value: ['x'.repeat(900)] }).length < 130);
  });

  it('name the deciding field: the first evidence, of whatever object', () => {
    assert.deepEqual(decidingField(finding()), { object: service, path: 'spec.selector' });
    assert.deepEqual(decidingField(finding({ evidence: [] })), { object: service, path: undefined });
  });

  const all = lines(scan([finding()]));
  const group = all.children(undefined)[0];
  const line = all.children(group)[0] ?? assert.fail();

  it('are copied with object, rule, evidence and remedy', () => {
    assert.equal(
      copyText(line),
      [
        'critical: Service shop/api: The selector app=api matches none of the 15 pods; 3 pods match all but tier. (service/selector-matches-nothing)',
        '  Service shop/api: spec.selector = {"app":"api"}',
        '  Pod shop/api-1: metadata.labels = {"app":"apo"}',
        '  → Set spec.selector.',
      ].join('\n'),
    );
    assert.equal(group === undefined ? undefined : copyText(group), undefined);
  });

  it('ask chat about the finding, and refer to no tool or file by the cluster’s text', () => {
    const asked = findingQuestion('demo', finding({ message: 'see #terminal\n#file now' }));
    assert.match(
      asked,
      /context "demo" about Service shop\/api: “see terminal file now” \(rule service\/selector-matches-nothing\)/,
    );
    assert.ok(findingQuestion('demo', finding({ message: 'x'.repeat(9000) })).length < 1000);
  });

  it('tell menus what applies', () => {
    assert.equal(findingWords(line), 'finding object copied entry traceable timed');
    const node = finding({ object: { apiVersion: 'v1', kind: 'Node', name: 'n' }, evidence: [] });
    const ofNode = lines(scan([node]));
    assert.equal(
      findingWords(ofNode.children(ofNode.children(undefined)[0])[0] ?? assert.fail()),
      'finding object copied timed',
    );
    assert.equal(findingWords(group ?? assert.fail()), 'severity');
    const fixes = [{ tool: 'delete_kubernetes_resource', input: {} }] as const;
    const mended = new FindingLines({
      scan: scan([finding({ object: pod })]),
      fixes,
      failed: undefined,
      grouping: 'severity',
      shown: new Map(),
    });
    assert.equal(
      findingWords(mended.children(mended.children(undefined)[0])[0] ?? assert.fail()),
      'finding object copied diagnosable traceable timed restartable fixable delete_kubernetes_resource',
    );
    const worst = [{ object: pod, level: 'warning', because: 'Error' }] as const;
    const inTrouble = lines(scan([], { unexplained: { count: 1, critical: 0, warnings: 1, worst } }));
    const [named, list] = inTrouble.children(inTrouble.children(undefined)[0]);
    assert.equal(findingWords(named ?? assert.fail()), 'pod object copied diagnosable traceable timed restartable');
    assert.equal(copyText(named ?? assert.fail()), 'Pod shop/api-1: Error');
    assert.equal(findingWords(list ?? assert.fail()), 'listPods');
  });
});

describe('what a scan is asked for', () => {
  it('is a scope, or the line of a context, a namespace or an object', () => {
    const namespace = { apiVersion: 'v1', kind: 'Namespace', name: 'shop' };
    assert.deepEqual(scanScope({ context: 'demo' }), { context: 'demo' });
    assert.deepEqual(scanScope({ context: 'demo', namespace: 'shop' }), { context: 'demo', namespace: 'shop' });
    assert.deepEqual(scanScope({ context: 'demo', object: namespace }), { context: 'demo', namespace: 'shop' });
    assert.deepEqual(scanScope({ context: 'demo', object: pod }), { context: 'demo', namespace: 'shop' });
  });

  it('is nothing for anything else: the place in the status bar is meant', () => {
    for (const other of [undefined, null, 1, 'x', [], {}, { namespace: 'shop' }, { context: 1 }])
      assert.equal(scanScope(other), undefined);
  });
});
