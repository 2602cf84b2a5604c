import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { allRules } from '../../src/rules/allRules.ts';
import { allTools } from '../../src/tools/allTools.ts';
import { exampleFile } from '../../scripts/generate/exampleWorld.ts';
import { picturedFolders } from '../../scripts/generate/layersPicture.ts';
import { ownExample, ruleExample, type FoundExample } from '../../scripts/generate/ruleExamples.ts';
import { evidenceHolds } from '../support/evidenceHolds.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const ownFindings = allTools.flatMap((tool) => (tool.ownFindings ?? []).map((own) => ({ tool, own })));

describe('The worked examples of the docs', () => {
  for (const rule of allRules)
    it(`show ${rule.id} at its worst, with evidence that is in the world`, async () => {
      checkExample(await ruleExample(rule, root), rule.severity);
    });

  for (const { tool, own } of ownFindings)
    it(`show ${own.id} in the answer of ${tool.name}`, async () => {
      checkExample(await ownExample(tool, own, root), own.severity);
    });

  it('are of rules that there are', () => {
    const known = [...allRules, ...ownFindings.map(({ own }) => own)].map(({ id }) => exampleFile(id));
    assert.deepEqual(filesIn('test/examples/rules', '.yaml').toSorted(), known.toSorted());
  });
});

describe('The docs', () => {
  it('have a page for every finding that the source makes', () => {
    const sources = [...filesIn('src/rules', '.ts'), ...filesIn('src/tools', '.ts')];
    const ids = new Set(
      sources.flatMap((file) => [...textOf(file).matchAll(/\b(?:rule|id): '([a-z-]+\/[a-z-]+)'/g)].map(([, id]) => id)),
    );
    assert.ok(ids.size >= allRules.length);
    assert.deepEqual(
      [...ids].filter((id) => !existsSync(path.join(root, `docs/rules/${id ?? ''}.md`))),
      [],
    );
  });

  it('have every folder of the source in the picture of the layers', () => {
    const folders = foldersIn('src').flatMap((name) =>
      name === 'hosts' ? foldersIn('src/hosts').map((host) => `hosts/${host}`) : [name],
    );
    assert.deepEqual([...folders, 'compose.ts', 'webview'].toSorted(), picturedFolders.toSorted());
  });

  it('name every tool in the README', () => {
    const readme = textOf('README.md');
    assert.deepEqual(
      allTools.map(({ name }) => name).filter((name) => !readme.includes(`docs/tools/${name}.md`)),
      [],
    );
  });

  it('link only to what is there', () => {
    assert.deepEqual(
      pages().flatMap((file) =>
        linksOf(textOf(file))
          .filter((link) => !leadsSomewhere(file, link))
          .map((link) => `${file}: ${link}`),
      ),
      [],
    );
  });
});

function checkExample({ world, finding }: FoundExample, severity: string): void {
  assert.equal(finding.severity, severity);
  assert.ok(finding.evidence.length > 0);
  assert.deepEqual(
    finding.evidence.filter((evidence) => !evidenceHolds(evidence, world.objects)),
    [],
  );
}

function pages(): readonly string[] {
  return ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...filesIn('docs', '.md')];
}

/** Targets of links and pictures inside the checkout; what stands in code is none. */
function linksOf(markdown: string): readonly string[] {
  const prose = markdown.replace(/^```[\s\S]*?^```/gm, '').replace(/`[^`\n]*`/g, '');
  return [...prose.matchAll(/\]\(([^)\s]+)\)|\b(?:src|srcset|href)="([^"]+)"/g)]
    .map(([, inline, attribute]) => inline ?? attribute ?? '')
    .filter((link) => !/^[a-z]+:/.test(link));
}

function leadsSomewhere(from: string, link: string): boolean {
  const [target = '', anchor] = link.split('#');
  const file = target === '' ? from : path.join(path.dirname(from), target);
  if (!existsSync(path.join(root, file))) return false;
  return anchor === undefined || anchorsOf(textOf(file)).includes(anchor);
}

/** As GitHub makes them of headings: lower case, without punctuation, a dash for each space. */
function anchorsOf(markdown: string): readonly string[] {
  return [...markdown.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

function textOf(file: string): string {
  return readFileSync(path.join(root, file), 'utf8');
}

function foldersIn(folder: string): readonly string[] {
  return readdirSync(path.join(root, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
}

function filesIn(folder: string, ending: string): readonly string[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`);
}
