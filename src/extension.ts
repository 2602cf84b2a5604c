import { homedir } from 'node:os';
import * as vscode from 'vscode';
import type { CallRecord, Engine } from './core/engine.ts';
import { isRecord } from './core/json.ts';
import { ActiveTarget } from './hosts/vscode/activeTarget.ts';
import { catalog } from './hosts/vscode/catalog.ts';
import { ChangeRunner } from './hosts/vscode/changes/changeRunner.ts';
import { registerChangesCommands } from './hosts/vscode/changes/changesCommands.ts';
import { registerChangesStatus } from './hosts/vscode/changes/changesStatus.ts';
import { EnabledChanges } from './hosts/vscode/changes/enabledChanges.ts';
import { protectedNames } from './hosts/vscode/changes/protectedNames.ts';
import { registerChatTools } from './hosts/vscode/chat/chatTools.ts';
import { DoneSteps } from './hosts/vscode/commands/doneSteps.ts';
import { registerObjectCommands } from './hosts/vscode/commands/objectCommands.ts';
import { registerSettingsCommands } from './hosts/vscode/commands/settingsCommands.ts';
import { registerStartCommands } from './hosts/vscode/commands/startCommands.ts';
import { registerTargetCommands } from './hosts/vscode/commands/targetCommands.ts';
import { registerToolCommands } from './hosts/vscode/commands/toolCommands.ts';
import { AnswerDocuments } from './hosts/vscode/documents/answerDocuments.ts';
import { ObjectDocuments } from './hosts/vscode/documents/objectDocuments.ts';
import type { Host } from './hosts/vscode/host.ts';
import { learnKubeconfig } from './hosts/vscode/learnKubeconfig.ts';
import { EngineSlot } from './hosts/vscode/loadEngine.ts';
import { logCalls } from './hosts/vscode/log/callLog.ts';
import { reportActions } from './hosts/vscode/panels/reportActions.ts';
import { Reports } from './hosts/vscode/panels/reports.ts';
import { groupEnabled, kubeconfigSetting } from './hosts/vscode/settings.ts';
import { registerStatusBar } from './hosts/vscode/statusBar.ts';
import { registerCapabilitiesView } from './hosts/vscode/trees/capabilitiesView.ts';
import { registerChangesView } from './hosts/vscode/trees/changesView.ts';
import { registerClustersView } from './hosts/vscode/trees/clustersView.ts';
import { registerFindingsView } from './hosts/vscode/trees/findingsView.ts';

/** For tests in the extension host. */
export interface KubeSreApi {
  engine(): Promise<Engine>;
}

/** Starts each surface by itself: one that fails is logged and takes no other down. Nothing of Kubernetes is loaded here. */
export function activate(extension: vscode.ExtensionContext): KubeSreApi {
  const log = vscode.window.createOutputChannel('Kube SRE', { log: true });
  const target = new ActiveTarget(extension.workspaceState);
  const ended = new vscode.EventEmitter<CallRecord>();
  const changes = new EnabledChanges({
    store: extension.globalState,
    howToEnable: 'a person enables them with the command "Kube SRE: Enable Changes…"',
    protects: protectedNames,
  });
  const engines = engineSlot(extension, { target, changes }, log, (record) => ended.fire(record));
  const steps = new DoneSteps({
    set: (key) => void vscode.commands.executeCommand('setContext', key, true),
    patience: 3000,
  });
  const host: Host = { extension, catalog, target, log, engines, calls: ended.event, steps, changes };
  const answers = new AnswerDocuments();
  const runner = new ChangeRunner(host, answers);
  extension.subscriptions.push(log, target, ended, steps, changes, answers, runner, {
    dispose: () => void host.engines.reset(),
  });

  const start = <T extends vscode.Disposable>(surface: string, register: () => T): T | undefined => {
    try {
      const registered = register();
      extension.subscriptions.push(registered);
      return registered;
    } catch (error) {
      log.error(`${surface} did not start`, error instanceof Error ? error : String(error));
      return undefined;
    }
  };
  start('chat', () => registerChatTools(host, runner));
  start('changes on', () => vscode.Disposable.from(registerChangesStatus(host), registerChangesCommands(host)));
  start('status bar', () => registerStatusBar(host));
  start('settings', () => registerSettingsCommands(host));
  start('target', () => registerTargetCommands(host));
  start('clusters', () => registerClustersView(host));
  start('findings', () => registerFindingsView(host));
  start('capabilities', () => registerCapabilitiesView(host));
  start('changes', () => registerChangesView(host, { runner, answers }));
  start('getting started', () => registerStartCommands(host));
  start('objects', () => {
    const documents = new ObjectDocuments(host);
    return vscode.Disposable.from(documents, registerObjectCommands(host, documents));
  });
  start('tools', () => {
    const reports = new Reports(host, reportActions(host, answers));
    return vscode.Disposable.from(reports, registerToolCommands(host, reports, runner));
  });
  return { engine: () => host.engines.get() };
}

function engineSlot(
  extension: vscode.ExtensionContext,
  { target, changes }: Pick<Host, 'target' | 'changes'>,
  log: vscode.LogOutputChannel,
  ended: (record: CallRecord) => void,
): EngineSlot {
  const logCall = logCalls(log);
  const manifest: unknown = extension.extension.packageJSON;
  const version = isRecord(manifest) && typeof manifest.version === 'string' ? manifest.version : 'unknown';
  return new EngineSlot(
    () => {
      const kubeconfig = kubeconfigSetting();
      return {
        env: process.env,
        homeDirectory: homedir(),
        version,
        mediaDirectory: vscode.Uri.joinPath(extension.extensionUri, 'media').fsPath,
        activeContext: () => target.chosen,
        namedNamespaces: (context) => target.namedNamespaces(context),
        groupEnabled,
        changes,
        record: (record) => {
          logCall(record);
          ended(record);
        },
        warn: (text) => log.warn(text),
        ...(kubeconfig === undefined ? {} : { kubeconfig }),
      };
    },
    async (engine) => {
      // The status bar names the context that calls go to, also where it is the kubeconfig's choice and nobody's here.
      target.forgetTroubles();
      void learnKubeconfig(engine, target);
      if (!target.isDemo) return;
      // The demo lives in the extension host and ended with the last window; what is chosen has to be there again.
      try {
        // By the name that it has this time: since then its old one may have become that of somebody's cluster
        await target.useDemo(await engine.startDemo());
      } catch (error) {
        log.error('The demo cluster did not start', error instanceof Error ? error : String(error));
      }
    },
  );
}
