import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { contributed, extensionUnderTest } from './extensionUnderTest.ts';

describe('The extension in VS Code', () => {
  it('activates', async () => {
    const extension = extensionUnderTest();
    await extension.activate();
    assert.equal(extension.isActive, true);
  });

  it('registers every command that its manifest names', async () => {
    const registered = new Set(await vscode.commands.getCommands(true));
    const named = contributed('commands').map(({ command }) => String(command));
    assert.ok(named.length > 7);
    assert.deepEqual(
      named.filter((command) => !registered.has(command)),
      [],
    );
  });

  it('has a command for each of its tools', () => {
    const commands = new Set(contributed('commands').map(({ command }) => command));
    for (const { name } of contributed('languageModelTools')) assert.ok(commands.has(`kubeSre.tool.${String(name)}`));
  });

  it('offers the model every tool of its manifest, described and shaped as written there', () => {
    for (const { name, modelDescription, inputSchema } of contributed('languageModelTools')) {
      const offered = vscode.lm.tools.find((tool) => tool.name === name);
      assert.ok(offered, `${String(name)} is not offered`);
      assert.equal(offered.description, modelDescription);
      assert.deepEqual(offered.inputSchema, inputSchema);
    }
  });
});
