// Who may import whom; the table stands in docs/architecture.md.
const room = (name) => `^src/portal/${name}/`;
const only = (from, allowed, comment) => ({
  name: `layers-${from.replace(/\W+/g, '-')}`,
  comment,
  severity: 'error',
  from: { path: from },
  to: { path: '^(src|webview)/', pathNot: [from, ...allowed] },
});

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    only(room('(base|ports)'), [], 'base and ports import base only'),
    only(room('catalog'), [room('(base|ports)')], 'the catalog knows base and ports'),
    only(room('github'), [room('(base|ports|catalog)')], 'github knows the catalog’s model'),
    only(room('appConfig'), [room('(base|ports|catalog)')], 'an app-config speaks of the catalog’s sources'),
    only(room('backstage'), [room('(base|ports|catalog)')], 'a running Backstage is a source of the catalog'),
    only(room('techdocs'), [room('(base|ports|catalog)')], 'techdocs knows the catalog’s model'),
    only(room('scaffolder'), [room('(base|ports|catalog)')], 'the scaffolder knows the catalog’s model'),
    only(room('language'), [room('(base|ports|catalog|techdocs)'), room('scaffolder/(actionSchemas|expressions)')], 'language reads the catalog through its query, and knows what templates and docs are made of'),
    only('^src/protocol/', ['^src/portal/'], 'the protocol uses types of the portal only'),
    { name: 'protocol-types-only', severity: 'error', from: { path: '^src/protocol/' }, to: { path: '^src/portal/', dependencyTypesNot: ['type-only'] } },
    only('^src/(editor|cli)/', ['^src/(portal|protocol)/'], 'faces know the portal, not one another'),
    { name: 'faces-apart', severity: 'error', from: { path: '^src/(editor|cli)/' }, to: { path: '^src/(editor|cli)/', pathNot: '^src/$1/' } },
    only('^webview/', ['^src/protocol/'], 'webviews know the protocol'),
    { name: 'toolkit-in-one-place', severity: 'error', from: { path: '^webview/', pathNot: '^webview/shared/' }, to: { path: 'webview-ui-toolkit' } },
    { name: 'portal-has-no-host', severity: 'error', from: { path: '^src/portal/' }, to: { dependencyTypes: ['core'] } },
  ],
  options: { doNotFollow: { path: 'node_modules' }, tsPreCompilationDeps: true, tsConfig: { fileName: 'tsconfig.json' }, exclude: '^(dist|out|node_modules|test)/' },
};
