import { readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { sourceFiles } from '../../test/support/sourceImports.ts';

export interface Texts {
  /** The English texts that people see, each with the places (`file:line`) that say it. */
  readonly texts: ReadonlyMap<string, readonly string[]>;
  /** Places where the text is no literal, so that nobody can collect it. */
  readonly unknown: readonly string[];
}

/** The two places where a collected text is resolved, and where it is no literal for that reason. */
const resolvers = new Set(['src/hosts/vscode/localize.ts', 'src/core/label.ts']);

/** Collects `label('…')`, `view.label('…')` and `vscode.l10n.t('…')` from the sources. */
export function collectTexts(root: string): Texts {
  const texts = new Map<string, string[]>();
  const unknown: string[] = [];
  for (const file of [...sourceFiles('src'), ...sourceFiles('webview')]) {
    if (resolvers.has(file)) continue;
    const source = ts.createSourceFile(file, readFileSync(path.join(root, file), 'utf8'), ts.ScriptTarget.ES2023);
    const visit = (node: ts.Node): void => {
      if (ts.isCallExpression(node) && isText(node.expression, source)) {
        const [first] = node.arguments;
        const at = `${file}:${source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1}`;
        if (first !== undefined && ts.isStringLiteralLike(first))
          texts.set(first.text, [...(texts.get(first.text) ?? []), at]);
        else unknown.push(at);
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return { texts, unknown };
}

function isText(callee: ts.Expression, source: ts.SourceFile): boolean {
  if (ts.isIdentifier(callee)) return callee.text === 'label';
  if (!ts.isPropertyAccessExpression(callee)) return false;
  return callee.name.text === 'label' || callee.getText(source).endsWith('l10n.t');
}
