/**
 * Names of keys as pymdownx.keys knows them: its English keymap.
 * MIT License, Copyright (c) 2017 Isaac Muse <isaacmuse@gmail.com>
 */

/** Keys that are called as they are written, with capitals: `page-up` is Page Up. */
const PLAIN = `
space page-up page-down home end backspace tab break caps-lock clear eject enter help print-screen scroll-lock num-clear num-lock num-enter alt
left-alt left-command left-meta left-option left-shift left-super meta option right-alt right-command right-meta right-option right-shift right-super
shift super f1 f2 f3 f4 f5 f6 f7 f8 f9 f10 f11 f12 f13 f14 f15 f16 f17 f18 f19 f20 f21 f22 f23 f24 browser-back browser-favorites browser-forward
browser-home browser-refresh browser-search browser-stop copy mail media print reset select sleep volume-down volume-up zoom power fingerprint
left-button middle-button right-button
`;

/** Keys and what stands on them. */
const NAMED = `
backslash \\  bar |  brace-left {  brace-right }  bracket-left [  bracket-right ]  colon :  comma ,  double-quote "  equal =  exclam !  grave \`
greater >  less <  minus -  period .  plus +  question ?  semicolon ;  single-quote '  slash /  tilde ~  underscore _  arrow-up Up  arrow-down Down
arrow-left Left  arrow-right Right  delete Del  insert Ins  escape Esc  num0 Num 0  num1 Num 1  num2 Num 2  num3 Num 3  num4 Num 4  num5 Num 5
num6 Num 6  num7 Num 7  num8 Num 8  num9 Num 9  num-asterisk Num *  num-delete Num Del  num-equal Num =  num-minus Num -  num-plus Num +
num-separator Num .  num-slash Num /  alt-graph AltGr  command Cmd  control Ctrl  function Fn  left-control Left Ctrl  left-windows Left Win
right-control Right Ctrl  right-windows Right Win  windows Win  backtab Back Tab  context-menu Menu  media-next-track Next Track  media-pause Pause
media-play Play  media-play-pause Play/Pause  media-prev-track Previous Track  media-stop Stop  volume-mute Mute  x-button1 X Button 1
x-button2 X Button 2
`;

/** Other names of keys: `ctrl` is control. */
const ALIASES = `
add num-plus  altgr alt-graph  apps context-menu  menu context-menu  back backspace  bksp backspace  bktab backtab  cancel break  capital caps-lock
cplk caps-lock  close-brace brace-right  close-bracket bracket-right  clr clear  cmd command  ctrl control  dblquote double-quote
decimal num-separator  separator num-separator  del delete  divide num-slash  down arrow-down  esc escape  return enter  exclamation exclam
favorites browser-favorites  fn function  forward browser-forward  grave-accent grave  greater-than greater  gt greater  hyphen minus  ins insert
lalt left-alt  launch-mail mail  launch-media media  lbutton left-button  lcmd left-command  lcommand left-command  left-cmd left-command
lcontrol left-control  lctrl left-control  left-ctrl left-control  left arrow-left  lopt left-option  loption left-option  left-opt left-option
left-win left-windows  lwin left-windows  lwindows left-windows  less-than less  lt less  lmeta left-meta  lshift left-shift  lsuper left-super
mbutton middle-button  multiply num-asterisk  mute volume-mute  vol-mute volume-mute  next page-down  page-dn page-down  pg-dn page-down
next-track media-next-track  num-del num-delete  numlk num-lock  open-brace brace-left  open-bracket bracket-left  opt option  page-up page-up
pg-up page-up  prior page-up  pause media-pause  pipe bar  play media-play  play-pause media-play-pause  prev-track media-prev-track
prtsc print-screen  question-mark question  ralt right-alt  rbutton right-button  rcontrol right-control  rctrl right-control  right-ctrl right-control
rcmd right-command  rcommand right-command  right-cmd right-command  refresh browser-refresh  right arrow-right  right-meta right-meta
rmeta right-meta  right-opt right-option  ropt right-option  roption right-option  right-win right-windows  rwin right-windows  rwindows right-windows
rshift right-shift  rsuper right-super  scroll scroll-lock  search browser-search  spc space  stop media-stop  subtract num-minus  tabulator tab
up arrow-up  vol-down volume-down  vol-up volume-up  win windows  xbutton1 x-button1  xbutton2 x-button2
`;

const DIGITS_AND_LETTERS = '0123456789abcdefghijklmnopqrstuvwxyz';

export const KEYS: ReadonlyMap<string, string> = new Map([
  ...Array.from(DIGITS_AND_LETTERS, (sign) => [sign, sign.toUpperCase()] as const),
  ...words(PLAIN).map((name) => [name, name.split('-').map((part) => part.charAt(0).toUpperCase() + part.slice(1)).join(' ')] as const),
  ...pairs(NAMED),
]);

export const KEY_ALIASES: ReadonlyMap<string, string> = new Map(pairs(ALIASES));

function words(table: string): readonly string[] {
  return table.trim().split(/\s+/);
}

/** `name label`, one behind the other with two blanks between. */
function pairs(table: string): readonly (readonly [string, string])[] {
  return table
    .trim()
    .split(/ {2}|\n/)
    .map((pair) => [pair.slice(0, pair.indexOf(' ')), pair.slice(pair.indexOf(' ') + 1)]);
}
