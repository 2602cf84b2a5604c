import { command, text, type Contribution } from './contributionTypes.ts';

/** Getting started, in four steps. A step is done when its button was used, or when what it is for has happened in another way. */
export const walkthrough: Contribution = {
  commands: [
    command('kubeSre.openWalkthrough', 'Get Started', 'rocket'),
    command('kubeSre.askInChat', 'Ask a First Question in Chat', 'comment-discussion'),
  ],
  menus: {
    commandPalette: [{ command: 'kubeSre.askInChat', when: 'chatIsEnabled' }],
    'view/title': [{ command: 'kubeSre.openWalkthrough', when: 'view == kubeSre.clusters', group: '2_more@3' }],
  },
  viewsWelcome: [
    {
      view: 'kubeSre.clusters',
      when: 'kubeSre.clusters == noKubeconfig || kubeSre.clusters == noContexts',
      contents: text(
        'welcome.start',
        'New here? Four steps show what there is.\n[Get Started](command:kubeSre.openWalkthrough)',
      ),
    },
  ],
  walkthroughs: [
    {
      id: 'start',
      title: text('walkthrough.title', 'Get Started with Kube SRE'),
      description: text(
        'walkthrough.description',
        'From a cluster to the cause of a trouble, with chat or without it.',
      ),
      icon: 'media/icons/kubeSre.png',
      steps: [
        {
          id: 'connect',
          title: text('walkthrough.connect.title', 'Connect, or open the demo'),
          description: text(
            'walkthrough.connect.description',
            'The contexts of your kubeconfig are in the Clusters view already, found as kubectl finds them. Expand one to connect it.\n[Show Clusters](command:kubeSre.clusters.focus)\nNo cluster at hand? The demo is a small shop in trouble that runs on this machine; it needs no kubeconfig.\n[Open the Demo Cluster](command:kubeSre.openDemo)\nA kubeconfig in another place is named in the settings.\n[Open Kubeconfig Settings](command:kubeSre.openKubeconfigSettings)',
          ),
          media: {
            svg: 'media/walkthrough/connect.svg',
            altText: text(
              'walkthrough.connect.altText',
              'The Clusters view: a context with its namespaces, what is in trouble first.',
            ),
          },
          completionEvents: [
            'onCommand:kubeSre.openDemo',
            'onCommand:kubeSre.connect',
            'onContext:kubeSre.connected',
            'onContext:kubeSre.connectedBefore',
          ],
        },
        {
          id: 'ask',
          title: text('walkthrough.ask.title', 'Ask in chat'),
          description: text(
            'walkthrough.ask.description',
            'In Copilot Chat, in agent mode, say what is wrong in your own words. The tools are there by themselves.\n[Ask a First Question](command:kubeSre.askInChat)\nEverything works without chat too: each tool has a command that asks for what it needs.\n[Show Capabilities](command:kubeSre.capabilities.focus)',
          ),
          media: {
            svg: 'media/walkthrough/ask.svg',
            altText: text(
              'walkthrough.ask.altText',
              'A question in chat, the tool that was used, and an answer that names the field that is wrong.',
            ),
          },
          completionEvents: [
            'onCommand:kubeSre.askInChat',
            'onCommand:kubeSre.capabilities.focus',
            'onContext:kubeSre.asked',
            'onContext:kubeSre.askedBefore',
          ],
        },
        {
          id: 'look',
          title: text('walkthrough.look.title', 'Look at the evidence'),
          description: text(
            'walkthrough.look.description',
            'Follow a request from its address to the pods: the first broken hop is marked, with the field that decides and its value.\n[Trace a Request](command:kubeSre.tool.trace_service_chain)\nOr see what happened to an object, its pods and its nodes, in order.\n[Show Events Timeline](command:kubeSre.tool.get_resource_events_timeline)',
          ),
          media: {
            svg: 'media/walkthrough/look.svg',
            altText: text(
              'walkthrough.look.altText',
              'The path of a request: Ingress, Service, endpoints, pods. The Service is marked as broken.',
            ),
          },
          completionEvents: [
            'onCommand:kubeSre.tool.trace_service_chain',
            'onCommand:kubeSre.tool.get_resource_events_timeline',
            'onCommand:kubeSre.trace',
            'onCommand:kubeSre.timeline',
          ],
        },
        {
          id: 'changes',
          title: text('walkthrough.changes.title', 'Changes: off until you say so'),
          description: text(
            'walkthrough.changes.description',
            'Until you enable changes for a context everything only reads. Then restart, scale, roll back and delete can be asked for: each shows its plan, and nothing is done before you have answered it yourself.\n[Enable Changes…](command:kubeSre.enableChanges)\nWhat was changed is kept in a journal on this machine, with the way back; the Changes view has it, and every other call too.\n[Show Changes](command:kubeSre.changes.focus)\nGroups of tools that you do not want are switched off in the settings.\n[Open Settings](command:workbench.action.openSettings?%22%40ext%3Akube-sre.kube-sre%22)',
          ),
          media: { markdown: 'media/walkthrough/changes.md' },
          completionEvents: ['onCommand:kubeSre.changes.focus', 'onCommand:kubeSre.enableChanges'],
        },
      ],
    },
  ],
};
