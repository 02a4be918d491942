/** The build of bottleneck without Redis, which is what octokit's own plugins load. It ships no types of its own. */
declare module 'bottleneck/light.js' {
  import Bottleneck from 'bottleneck';
  export default Bottleneck;
}
