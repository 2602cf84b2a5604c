import { quotingModel } from './quotingModel.ts';
import type { Shot } from './shot.ts';
import {
  ask,
  chatWidth,
  choose,
  command,
  clickInView,
  demo,
  expand,
  onlyClusters,
  openEvidence,
  seeInSidebar,
  seeInView,
  sidebarWidth,
  withoutNotices,
} from './steps.ts';

/** The pictures of the README and the docs. */
export const shots: readonly Shot[] = [
  {
    name: 'chat',
    model: quotingModel('trace_service_chain', { name: 'api', namespace: 'shop' }),
    steps: [
      demo,
      onlyClusters,
      expand('demo', 'shop', /^Services/),
      chatWidth(500),
      choose('api', 'kubeSre.trace'),
      seeInView('selector matches no pod'),
      ask("My shop's api does not answer, find out why", 'What to do'),
      withoutNotices,
    ],
  },
  {
    name: 'chain',
    steps: [
      demo,
      onlyClusters,
      expand('demo', 'shop', /^Services/),
      choose('api', 'kubeSre.trace'),
      seeInView('selector matches no pod'),
      withoutNotices,
    ],
  },
  {
    name: 'findings',
    steps: [
      demo,
      sidebarWidth(560),
      expand('demo', 'shop'),
      command('kubeSre.scan'),
      seeInSidebar(/^Critical \(\d+\)$/),
      expand(/^api: The selector/),
      openEvidence(/^spec\.selector = /),
      withoutNotices,
    ],
  },
  {
    name: 'timeline',
    steps: [
      demo,
      onlyClusters,
      expand('demo', 'shop', /^Deployments/),
      seeInSidebar(/^cart$/),
      choose('cart', 'kubeSre.timeline'),
      clickInView('What changed before the first failure'),
      clickInView(/^revision 2/),
      withoutNotices,
    ],
  },
  {
    name: 'chinese',
    locale: 'zh-cn',
    steps: [
      demo,
      sidebarWidth(460),
      expand('demo', 'shop'),
      command('kubeSre.scan'),
      expand(/^api: The selector/),
      choose(/^api: The selector/, 'kubeSre.trace'),
      seeInView('解决办法'),
      withoutNotices,
    ],
  },
];
