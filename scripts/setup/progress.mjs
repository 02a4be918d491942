// @ts-check
// What set-up says while it works: one line a step, on stderr, so that a command's own output stays clean.

/** @param {number} since as of performance.now() */
const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

/** @param {string} text */
export function say(text) {
  process.stderr.write(`${text}\n`);
}

/**
 * Runs one step and reports its name before and its time after it.
 *
 * @template T
 * @param {string} name what is being done, as a person would say it
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(name, work) {
  const started = performance.now();
  const live = process.stderr.isTTY;
  process.stderr.write(live ? `• ${name} …` : `• ${name} …\n`);
  try {
    const result = await work();
    process.stderr.write(live ? `\r\u001b[K✓ ${name} (${seconds(started)})\n` : `✓ ${name} (${seconds(started)})\n`);
    return result;
  } catch (error) {
    process.stderr.write(live ? `\r\u001b[K✗ ${name} (${seconds(started)})\n` : `✗ ${name} (${seconds(started)})\n`);
    throw error;
  }
}
