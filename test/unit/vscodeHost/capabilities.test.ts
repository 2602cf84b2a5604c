import assert from 'node:assert/strict';
import { scenarios } from '../../../src/core/scenario.ts';
import { english } from '../../../src/core/label.ts';
import { catalog, headings } from '../../../src/hosts/vscode/catalog.ts';
import { capabilityList, groupsOff, type CapabilityQuestion } from '../../../src/hosts/vscode/trees/capabilityList.ts';

const list = (part: Partial<CapabilityQuestion> = {}) =>
  capabilityList({ catalog, headings, translate: (text) => text, isOn: () => true, filter: '', ...part });
const names = (part: Partial<CapabilityQuestion> = {}): readonly string[] =>
  list(part).flatMap(({ tools }) => tools.map(({ entry }) => entry.name));

describe('the capabilities', () => {
  it('are all tools that there are, each under a heading, and no heading is empty', () => {
    assert.deepEqual(new Set(names()), new Set(catalog.map(({ name }) => name)));
    assert.deepEqual(
      headings.filter(({ tools }) => tools.length === 0),
      [],
    );
  });

  it('stand under the troubles first, in the order in which the product names them', () => {
    const titles: readonly string[] = Object.values(scenarios).map(english);
    const shown = list().map(({ title }) => title);
    const troubles = shown.filter((title) => titles.includes(title));
    assert.deepEqual(shown.slice(0, troubles.length), troubles);
    assert.deepEqual(
      troubles,
      titles.filter((title) => troubles.includes(title)),
    );
    assert.equal(shown[0], 'An application does not answer');
    assert.ok(list()[0]?.tools.some(({ entry }) => entry.name === 'trace_service_chain'));
  });

  it('leave out the groups that are switched off, with headings that have nothing left', () => {
    const off = ['tracing', 'diagnostics'];
    const isOn = (group: string): boolean => !off.includes(group);
    assert.ok(!names({ isOn }).includes('trace_service_chain'));
    assert.ok(!list({ isOn }).some(({ title }) => title === 'An application does not answer'));
    assert.deepEqual([...groupsOff({ catalog, isOn })].sort(), off.toSorted());
    assert.deepEqual(list({ isOn: () => false }), []);
  });

  it('are filtered by words of the name, the title, the description or the heading, in any order and case', () => {
    assert.deepEqual(names({ filter: 'LOGS pod' }), ['get_kubernetes_pod_logs']);
    assert.deepEqual(names({ filter: 'traceServiceChain' }), ['trace_service_chain']);
    assert.deepEqual(names({ filter: 'hop broken' }), ['trace_service_chain']);
    assert.deepEqual(
      names({ filter: 'application  answer' }),
      list()[0]?.tools.map(({ entry }) => entry.name),
    );
    assert.deepEqual(names({ filter: 'answer timeline' }), ['get_resource_events_timeline']);
    assert.deepEqual(list({ filter: 'no such words' }), []);
    assert.equal(names({ filter: '  ' }).length, names().length);
  });

  it('are found in the language of the person and in English', () => {
    const translate = (text: string): string => (text === 'List Pods' ? '列出 Pod' : text);
    for (const filter of ['列出', 'list pods'])
      assert.ok(names({ filter, translate }).includes('list_kubernetes_pods'), filter);
  });
});
