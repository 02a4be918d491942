/** Names of languages that Pygments knows, the common ones; code in any other is shown as text, as TechDocs does. */
export const LANGUAGES: ReadonlySet<string> = new Set(
  (
    'ada apache apacheconf applescript arduino asm awk bash bat batch c c# c++ cfg clj clojure cmake coffeescript common-lisp console cpp crystal cs csharp css csv cypher d dart ' +
    'delphi diff django docker dockerfile dosini dot elisp elixir elm emacs-lisp erb erl erlang ex exs f# fish fortran fsharp gherkin glsl go golang gql gradle graphql graphviz groovy ' +
    'handlebars haskell hcl hlsl hs html html+django html+jinja html+php http ini irc java javascript jinja js json json5 jsonc jsonld json-ld jsonnet jsx julia kotlin kt ksh latex less lighttpd ' +
    'liquid lisp lua make makefile markdown mathematica matlab md mf mustache mysql nasm nginx nim nix numpy objc objective-c objectivec ocaml octave openscad pascal patch perl php pl plpgsql ' +
    'postgres postgresql powershell posh proto protobuf ps1 ps1con psql pug puppet pwsh py py3 pycon pytb python python2 python3 pyx qml r rake rb rego regex registry restructuredtext rst ruby rs rust ' +
    'sass scala scheme scss sh shell shell-session shellsession sml sol solidity sparql sql sqlite3 squid stata svelte svg swift systemd tcl terraform tex text tf thrift toml ts tsx turtle twig typescript udiff ' +
    'vala vb vb.net vbnet verilog vhdl vim vue wasm wast wat xml xquery xslt yaml yml zig zsh'
  ).split(' '),
);
