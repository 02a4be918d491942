import type { Destination } from './destination';
import type { ServicePlan } from './planService';
import type { FileState } from './writeFiles';

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/**
 * What carrying out a plan will do to the world, one sentence each.
 * @param states of the files in the target folder; empty for GitHub
 * @param where the target folder as the user would write it
 */
export function describeEffects(plan: ServicePlan, destination: Destination, states: ReadonlyMap<string, FileState>, where: string): string[] {
  const workflows = plan.files.filter((file) => file.path.startsWith('.github/workflows/')).map((file) => file.path);
  if (destination.kind === 'github') {
    const host = new URL(destination.host).host;
    const visibility = destination.private ? 'private' : 'public';
    return [
      `Creates the ${visibility} repository ${destination.owner}/${destination.name} on ${host}.`,
      `Writes ${count(plan.files.length, 'file')} to its branch main, in one commit in your name.`,
      ...(workflows.length > 0 ? [`GitHub Actions runs ${workflows.join(', ')} as soon as the commit is there. Writing it takes the right “workflow”, which you may be asked to grant.`] : []),
      `The catalog reads ${destination.owner} again and finds ${plan.entityRef}.`,
      'Nothing on your disk changes.',
    ];
  }
  const of = (state: FileState): string[] => plan.files.map((file) => file.path).filter((path) => states.get(path) === state);
  const [fresh, same, different] = [of('new'), of('same'), of('different')];
  const executable = plan.files.filter((file) => file.executable).map((file) => file.path);
  return [
    `Writes ${count(fresh.length, 'new file')} into ${where}.`,
    ...(different.length > 0 ? [`${count(different.length, 'file')} there would be overwritten. Nothing is, unless you tick it below.`] : []),
    ...(same.length > 0 ? [`${count(same.length, 'file')} there ${same.length === 1 ? 'is' : 'are'} the same already and ${same.length === 1 ? 'stays' : 'stay'} as ${same.length === 1 ? 'it is' : 'they are'}.`] : []),
    ...(executable.length > 0 ? [`Editors cannot set rights of files: make ${executable.join(', ')} executable yourself with chmod +x.`] : []),
    'Nothing is sent anywhere, and no repository is created.',
  ];
}
