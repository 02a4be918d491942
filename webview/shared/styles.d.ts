/** Style sheets are imported for their effect: the build gathers them into the bundle's CSS file. */
declare module '*.css';
