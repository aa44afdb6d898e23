// The text field as an editor that knows SPARQL and the words of this graph. Without it the field is a plain one.
(() => {
  "use strict";
  const form = document.getElementById("editor"), field = document.getElementById("query");
  if (!window.Yasqe || !form || !field) return;
  const Yasqe = window.Yasqe.default || window.Yasqe;

  const words = fetch(new URL("/vocabulary.json", location.origin)).then((answer) => answer.json()).catch(() => ({ prefixes: {}, classes: [], properties: [] }));
  const fits = (one, typed) => {
    const low = typed.toLowerCase();
    return one.name.toLowerCase().startsWith(low) || one.iri.toLowerCase().startsWith(low.replace(/^</, "")) ||
      one.name.toLowerCase().split(/[:_]/).some((part) => part.startsWith(low));
  };
  const completer = (name, kind, isIt) => ({
    name, bulk: false, autoShow: true, persistenceId: null,
    isValidCompletionPosition: isIt,
    get: async (yasqe, token) => {
      const typed = (token?.string || "").trim();
      return (await words)[kind].filter((one) => fits(one, typed)).slice(0, 60).map((one) => one.name.includes("://") ? `<${one.iri}>` : one.name);
    },
    preProcessToken: (yasqe, token) => token,
    postProcessSuggestion: (yasqe, token, suggested) => suggested,
  });
  const before = (yasqe, token) => {
    let previous = yasqe.getPreviousNonWsToken(yasqe.getDoc().getCursor().line, token);
    return previous?.string || "";
  };
  const isWord = (token) => !!token && !["?", "$"].includes(token.string[0]) && token.type !== "comment" && token.type !== "string";
  const isClass = (yasqe) => { const token = yasqe.getCompleteToken(); return isWord(token) && ["a", "rdf:type"].includes(before(yasqe, token)); };
  const isProperty = (yasqe) => {
    const token = yasqe.getCompleteToken();
    if (!isWord(token) || isClass(yasqe) || !token.string.trim()) return false;
    return token.state?.possibleCurrent?.includes("a") || token.state?.lastProperty === token.string || /[:a-z]$/i.test(token.string);
  };
  try {
    for (const name of Object.keys(Yasqe.Autocompleters || {})) if (name !== "variables") delete Yasqe.Autocompleters[name];
    Yasqe.defaults.autocompleters = ["variables"];
    Yasqe.registerAutocompleter(completer("our-properties", "properties", isProperty));
    Yasqe.registerAutocompleter(completer("our-classes", "classes", isClass));
    Yasqe.defaults.autocompleters = ["variables", "our-classes", "our-properties"];
  } catch (error) { console.warn(error); }

  const home = document.createElement("div");
  field.before(home);
  const editor = new Yasqe(home, {
    value: field.value, persistenceId: null, showQueryButton: false, resizeable: false, createShareableLink: null,
    consumeShareLink: null, lineWrapping: true, tabSize: 2, indentUnit: 2, viewportMargin: Infinity,
    requestConfig: { endpoint: "/sparql" },
  });
  window.kgEditor = editor;

  // A prefix that is used is declared, so that the query also runs elsewhere.
  let pause = 0;
  const declare = async () => {
    const known = (await words).prefixes;
    // A change of the text would take away the list that one is choosing from.
    if (editor.state.completionActive) { clearTimeout(pause); pause = setTimeout(declare, 400); return; }
    const bare = editor.getValue().replace(/#.*|<[^<>\s]*>|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, " ");
    const declared = editor.getPrefixesFromQuery(), missing = {};
    for (const [, prefix] of bare.matchAll(/(?:^|[\s(^/|!,;.])([A-Za-z][\w-]*):[\w]/g))
      if (known[prefix] && !declared[prefix]) missing[prefix] = known[prefix];
    if (Object.keys(missing).length) editor.addPrefixes(missing);
  };
  editor.on("change", () => { clearTimeout(pause); pause = setTimeout(declare, 400); });
  declare();
  field.hidden = true;
  document.querySelector(".keys").hidden = false;
  const inner = editor.getInputField();
  inner.setAttribute("aria-label", "SPARQL query");
  const scroller = editor.getScrollerElement();
  scroller.tabIndex = 0;
  scroller.setAttribute("role", "group");
  scroller.setAttribute("aria-label", "The query, to scroll");
  document.querySelector('label[for="query"]').addEventListener("click", () => editor.focus());
  const send = () => { field.value = editor.getValue(); form.requestSubmit(); };
  form.addEventListener("submit", () => { field.value = editor.getValue(); });
  editor.setOption("extraKeys", { ...editor.getOption("extraKeys"), "Ctrl-Enter": send, "Cmd-Enter": send,
    // Tab would never leave the editor: after Escape it does.
    Esc: () => { editor.setOption("extraKeys", { ...editor.getOption("extraKeys"), Tab: false, "Shift-Tab": false }); } });
})();
