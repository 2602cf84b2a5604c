import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root } from '../sourceImports.ts';

/** The Node that started npm: the scripts themselves see Node 24, which the checkout brings. */
export const nodeOfUser = process.env.npm_node_execpath ?? process.execPath;
export const cli = path.join(root, 'dist/cli.js');

export interface McpProgram {
  readonly home: string;
  readonly env: Record<string, string>;
  /** Writes a file into the home folder; its path. */
  write(name: string, text: string): string;
  remove(): void;
}

/** A home folder of its own for the built program, so that it finds no kubeconfig and leaves nothing behind. */
export function mcpProgram(): McpProgram {
  const home = mkdtempSync(path.join(tmpdir(), 'kube-sre-mcp-'));
  return {
    home,
    env: { PATH: process.env.PATH ?? '', HOME: home, KUBE_SRE_HOME: home },
    write: (name, text) => {
      const file = path.join(home, name);
      writeFileSync(file, text, { mode: 0o600 });
      return file;
    },
    remove: () => rmSync(home, { recursive: true, force: true }),
  };
}
