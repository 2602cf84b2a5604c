import type { Need } from './needs.ts';

export interface Step {
  /** For `--only`. */
  readonly name: string;
  readonly title: string;
  /** The budget: a step that takes longer is ended and has failed. Wide enough for 2 busy cores. */
  readonly seconds: number;
  readonly needs?: readonly Need[];
  /** Before all others, which run in lanes: they take what it makes. */
  readonly first?: true;
  /** `node` and its arguments. */
  readonly command: readonly string[];
  /** A suite tells its own counts by `--counts FILE`; a check counts as one. */
  readonly kind: 'check' | 'suite';
}

const bin = (program: string): string => `node_modules/${program}`;
const mocha = ['--disable-warning=ExperimentalWarning', 'scripts/ci/runMocha.ts'];

/** Everything that `npm test` runs, in this order: what is quick first, then the longest, so that the lanes end together. */
export const steps: readonly Step[] = [
  { name: 'build', title: 'Build', seconds: 60, command: ['scripts/build.ts'], kind: 'check', first: true },
  {
    name: 'format',
    title: 'Format (prettier)',
    seconds: 120,
    command: [bin('prettier/bin/prettier.cjs'), '--check', '--log-level=warn', '.'],
    kind: 'check',
  },
  {
    name: 'types',
    title: 'Types of source, tests and scripts (tsc)',
    seconds: 240,
    command: [bin('typescript/bin/tsc'), '-p', 'tsconfig.json'],
    kind: 'check',
  },
  {
    name: 'webview-types',
    title: 'Types of the webviews (tsc)',
    seconds: 120,
    command: [bin('typescript/bin/tsc'), '-p', 'webview/tsconfig.json'],
    kind: 'check',
  },
  {
    name: 'generated',
    title: 'Generated files are up to date',
    seconds: 60,
    command: ['scripts/generate.ts', '--check'],
    kind: 'check',
  },
  {
    name: 'lint',
    title: 'Lint (eslint)',
    seconds: 480,
    command: [bin('eslint/bin/eslint.js'), '--max-warnings=0', '.'],
    kind: 'check',
  },
  {
    name: 'workbench',
    title: 'The workbench of a real VS Code, with Copilot Chat',
    seconds: 1500,
    needs: ['browser', 'vscode'],
    command: [...mocha, '--timeout', '120000', 'test/e2e/workbench/**/*.test.ts'],
    kind: 'suite',
  },
  {
    name: 'unit',
    title: 'Units, rules and contracts (mocha)',
    seconds: 1080,
    command: [...mocha, 'test/unit/**/*.test.ts', 'test/contract/**/*.test.ts'],
    kind: 'suite',
  },
  {
    name: 'control-plane',
    title: 'A real Kubernetes control plane',
    seconds: 1500,
    needs: ['kubernetes', 'browser', 'vscode'],
    command: [...mocha, '--timeout', '180000', 'test/controlPlane/**/*.test.ts'],
    kind: 'suite',
  },
  {
    name: 'kubectl',
    title: 'kubectl on the demo cluster, and on a real control plane beside it',
    seconds: 900,
    needs: ['kubernetes'],
    command: [...mocha, '--timeout', '30000', 'test/kubectl/**/*.test.ts'],
    kind: 'suite',
  },
  {
    name: 'webview',
    title: 'Webviews in a browser',
    seconds: 900,
    needs: ['browser'],
    command: [...mocha, '--timeout', '30000', 'test/e2e/webview/**/*.test.ts'],
    kind: 'suite',
  },
  {
    name: 'host',
    title: 'Inside the extension host of a real VS Code',
    seconds: 400,
    needs: ['browser', 'vscode'],
    command: ['test/vscode/runHost.ts'],
    kind: 'suite',
  },
];
