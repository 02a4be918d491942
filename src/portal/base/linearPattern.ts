import { messageOf, PortalError } from './errors';
import { parsePattern, type PatternNode } from './patternSyntax';

type Instruction =
  | { readonly type: 'character'; readonly test: (code: number) => boolean }
  | { readonly type: 'assertion'; readonly test: (text: string, at: number) => boolean }
  | { readonly type: 'look'; readonly program: readonly Instruction[]; readonly negative: boolean }
  /** Goes on at any of these. */
  | { readonly type: 'fork'; readonly to: number[] }
  | { readonly type: 'match' };

const MAX_SOURCE = 1000;
/** What counted repetitions unfold to. */
const MAX_INSTRUCTIONS = 5000;

/**
 * `RegExp.test` for expressions of strangers: it takes time in proportion to the expression and the text, whatever the
 * expression (with a look ahead, to the text once more), where JavaScript's own may take for ever. As there, a match may
 * begin anywhere unless the expression says otherwise.
 * @throws PortalError `invalid` where it is no regular expression, too long, or one of those few that cannot be done so
 */
export function toLinearTest(source: string): (text: string) => boolean {
  if (source.length > MAX_SOURCE) {
    throw new PortalError('invalid', `The regular expression ${source.slice(0, 40)}… is too long (${source.length} characters; ${MAX_SOURCE} at most). Shorten it.`);
  }
  try {
    new RegExp(source);
  } catch (error) {
    throw new PortalError('invalid', `${source} is no regular expression: ${messageOf(error)}.`, { cause: error });
  }
  const program = toProgram(parsePattern(source), source);
  return (text) => {
    const visited = new Set<number>();
    for (let start = 0; start <= text.length; start++) {
      if (runs(program, text, start, visited)) {
        return true;
      }
    }
    return false;
  };
}

function toProgram(node: PatternNode, source: string): readonly Instruction[] {
  const program: Instruction[] = [];
  const add = (instruction: Instruction): number => {
    if (program.length >= MAX_INSTRUCTIONS) {
      throw new PortalError('invalid', `The regular expression ${source} repeats too much. Write it with smaller numbers.`);
    }
    return program.push(instruction) - 1;
  };
  const fork = (): number[] => {
    const to: number[] = [];
    add({ type: 'fork', to });
    return to;
  };
  const emit = (part: PatternNode): void => {
    switch (part.type) {
      case 'sequence':
        part.items.forEach(emit);
        break;
      case 'choice': {
        const to = fork();
        const ends = part.options.map((option) => {
          to.push(program.length);
          emit(option);
          return fork();
        });
        ends.forEach((end) => end.push(program.length));
        break;
      }
      case 'repeat':
        emitRepeat(part.node, part.min, part.max);
        break;
      case 'look':
        add({ type: 'look', program: toProgram(part.node, source), negative: part.negative });
        break;
      default:
        add(part);
    }
  };
  const emitRepeat = (part: PatternNode, min: number, max: number): void => {
    for (let round = 0; round < min; round++) {
      // Empty rounds add no instruction, so the number of rounds itself has to have an end.
      add({ type: 'fork', to: [program.length + 1] });
      emit(part);
    }
    if (max === Infinity) {
      const loop = program.length;
      const to = fork();
      to.push(program.length);
      emit(part);
      fork().push(loop);
      to.push(program.length);
      return;
    }
    const exits: number[][] = [];
    for (let round = min; round < max; round++) {
      const to = fork();
      to.push(program.length);
      exits.push(to);
      emit(part);
    }
    exits.forEach((to) => to.push(program.length));
  };
  emit(node);
  add({ type: 'match' });
  return program;
}

/** Whether the program ends from here. No place in program and text is looked at twice, which makes it linear. */
function runs(program: readonly Instruction[], text: string, start: number, visited: Set<number>): boolean {
  const pending: [instruction: number, at: number][] = [[0, start]];
  for (let step = pending.pop(); step; step = pending.pop()) {
    const [index, at] = step;
    const key = at * program.length + index;
    const instruction = program[index];
    if (!instruction || visited.has(key)) {
      continue;
    }
    visited.add(key);
    if (instruction.type === 'match') {
      return true;
    }
    if (instruction.type === 'fork') {
      instruction.to.forEach((to) => pending.push([to, at]));
    } else if (instruction.type === 'character') {
      if (at < text.length && instruction.test(text.charCodeAt(at))) {
        pending.push([index + 1, at + 1]);
      }
    } else if (instruction.type === 'assertion' ? instruction.test(text, at) : runs(instruction.program, text, at, new Set()) !== instruction.negative) {
      pending.push([index + 1, at]);
    }
  }
  return false;
}
