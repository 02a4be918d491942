import type { GraphState, LaidOutGraph } from '../../src/protocol/entity';
import { element } from '../shared/element';
import { entityLink, plainButton, type PageEvents } from './parts';

export const FIRST_GRAPH: GraphState = { depth: 1, follow: 'both', hidden: [], direction: 'LR' };

export interface GraphOptions {
  readonly events: PageEvents;
  readonly load: (question: GraphState) => Promise<LaidOutGraph>;
  readonly state: GraphState;
  readonly onChanged: (state: GraphState) => void;
}

const SVG = 'http://www.w3.org/2000/svg';

/** The tab with the relations around an entity: drawn, and as a list. */
export function graphTab(options: GraphOptions): HTMLElement {
  let { state } = options;
  const picture = element('div', { class: 'picture', tabindex: '0', role: 'group', 'aria-label': 'Relations, drawn. The same stands below as a list.' });
  const status = element('p', { class: 'muted', role: 'status' });
  const types = element('fieldset', { class: 'types' });
  const list = element('details', { class: 'as-list' });
  let latest = 0;
  const draw = async (): Promise<void> => {
    const asked = (latest += 1);
    try {
      const graph = await options.load(state);
      if (asked === latest) {
        types.replaceChildren(element('legend', {}, 'Relations'), ...graph.types.map(({ id, label }) => typeSwitch(id, label)));
        status.textContent = statusOf(graph);
        drawPicture(picture, graph, options.events);
        list.replaceChildren(element('summary', {}, 'The same as a list'), asList(graph, options.events));
      }
    } catch (error) {
      status.textContent = error instanceof Error ? error.message : String(error);
    }
  };
  const change = (part: Partial<GraphState>): void => {
    state = { ...state, ...part };
    options.onChanged(state);
    void draw();
  };
  const typeSwitch = (id: string, label: string): HTMLElement => {
    const box = element('input', { type: 'checkbox', checked: !state.hidden.includes(id) });
    box.addEventListener('change', () => change({ hidden: box.checked ? state.hidden.filter((other) => other !== id) : [...state.hidden, id] }));
    return element('label', {}, box, label);
  };
  const controls = element(
    'div',
    { class: 'controls' },
    choice('Depth', ['1', '2', '3'].map((value) => [value, value === '1' ? '1 relation away' : `${value} relations away`]), String(state.depth), (value) => change({ depth: Number(value) })),
    choice('Follow', [['both', 'both ways'], ['out', 'to what it needs'], ['in', 'to what needs it']], state.follow, (value) => change({ follow: value === 'out' || value === 'in' ? value : 'both' })),
    choice('Draw', [['LR', 'from left to right'], ['TB', 'from top to bottom']], state.direction, (value) => change({ direction: value === 'TB' ? 'TB' : 'LR' })),
    zoom(picture),
  );
  void draw();
  return element('div', { class: 'graph' }, controls, types, status, picture, list);
}

function choice(label: string, values: readonly (readonly string[])[], selected: string, onChange: (value: string) => void): HTMLElement {
  const select = element('select', {}, ...values.map(([value = '', text = '']) => element('option', { value, selected: value === selected }, text)));
  select.addEventListener('change', () => onChange(select.value));
  return element('label', {}, label, select);
}

function zoom(picture: HTMLElement): HTMLElement {
  const scale = (by: number): void => {
    const canvas = picture.querySelector<HTMLElement>('.canvas');
    if (canvas) {
      setScale(canvas, Number(canvas.dataset['scale'] ?? 1) * by);
    }
  };
  return element('span', { class: 'zoom' }, plainButton('−', () => scale(0.8), { 'aria-label': 'Smaller' }), plainButton('+', () => scale(1.25), { 'aria-label': 'Larger' }));
}

function setScale(canvas: HTMLElement, wanted: number): void {
  const scale = Math.min(2, Math.max(0.3, wanted));
  canvas.dataset['scale'] = String(scale);
  canvas.style.zoom = String(scale);
}

function drawPicture(picture: HTMLElement, graph: LaidOutGraph, events: PageEvents): void {
  const { width, height, nodeWidth, nodeHeight } = graph;
  const canvas = element('div', { class: 'canvas' });
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  canvas.append(drawEdges(graph));
  for (const node of graph.nodes) {
    const link = entityLink(node, events);
    link.classList.add('node');
    link.classList.toggle('middle', node.distance === 0);
    link.append(element('small', {}, [node.kind, node.detail].filter(Boolean).join(' · ')));
    link.style.left = `${node.x - nodeWidth / 2}px`;
    link.style.top = `${node.y - nodeHeight / 2}px`;
    link.style.width = `${nodeWidth}px`;
    link.style.height = `${nodeHeight}px`;
    canvas.append(link);
  }
  picture.replaceChildren(canvas);
  const middle = graph.nodes[0];
  const room = picture.clientWidth;
  setScale(canvas, room > 0 && width > room ? Math.max(0.6, room / width) : 1);
  if (middle) {
    const scale = Number(canvas.dataset['scale']);
    picture.scrollLeft = middle.x * scale - room / 2;
    picture.scrollTop = middle.y * scale - picture.clientHeight / 2;
  }
}

function drawEdges({ edges, width, height }: LaidOutGraph): SVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('width', String(width));
  svg.setAttribute('height', String(height));
  svg.setAttribute('aria-hidden', 'true');
  svg.append(arrowHead());
  for (const { points, label } of edges) {
    const line = document.createElementNS(SVG, 'polyline');
    line.setAttribute('points', points.map(({ x, y }) => `${x},${y}`).join(' '));
    line.setAttribute('marker-end', 'url(#arrow)');
    svg.append(line);
    const middle = points[Math.floor(points.length / 2)];
    if (middle) {
      const text = document.createElementNS(SVG, 'text');
      text.setAttribute('x', String(middle.x));
      text.setAttribute('y', String(middle.y - 4));
      text.textContent = label;
      svg.append(text);
    }
  }
  return svg;
}

function arrowHead(): SVGElement {
  const defs = document.createElementNS(SVG, 'defs');
  const marker = document.createElementNS(SVG, 'marker');
  const shape = document.createElementNS(SVG, 'path');
  Object.entries({ id: 'arrow', viewBox: '0 0 10 10', refX: '9', refY: '5', markerWidth: '7', markerHeight: '7', orient: 'auto-start-reverse' }).forEach(([name, value]) => marker.setAttribute(name, value));
  shape.setAttribute('d', 'M 0 0 L 10 5 L 0 10 z');
  marker.append(shape);
  defs.append(marker);
  return defs;
}

function asList({ nodes, edges }: LaidOutGraph, events: PageEvents): HTMLElement {
  const byRef = new Map(nodes.map((node) => [node.ref, node]));
  const rows = edges.flatMap(({ from, to, label }) => {
    const [start, end] = [byRef.get(from), byRef.get(to)];
    return start && end ? [element('li', {}, entityLink(start, events), ` ${label} `, entityLink(end, events))] : [];
  });
  return element('ul', {}, ...rows);
}

function statusOf({ nodes, left }: LaidOutGraph): string {
  const around = nodes.length - 1;
  const shown = around === 0 ? 'No relations to draw.' : around === 1 ? 'One entity around it.' : `${around} entities around it.`;
  return left === 0 ? shown : `${shown} ${left.toLocaleString('en')} more are left out; the cards of the overview have them all.`;
}
