"use strict";
// A dialog with a text field and a list: typing narrows the list, and arrow keys move in it. It is
// not opened as a modal dialog, because for that browsers visit every element of the page, which
// takes noticeably long with ten thousand faces.
class Chooser {
  constructor() {
    this.dialog = make("dialog", {
      id: "chooser", "aria-labelledby": "chooser-title", "aria-modal": "true",
    });
    this.title = make("h2", { id: "chooser-title" });
    this.field = make("input", {
      type: "text", role: "combobox", id: "chooser-field", "aria-expanded": "true",
      "aria-controls": "chooser-list", "aria-autocomplete": "list", "aria-label": "Find a cluster",
      autocomplete: "off", spellcheck: "false",
    });
    this.list = make("ul", { id: "chooser-list", role: "listbox", "aria-label": "Clusters" });
    this.none = make("p", { "class": "quiet", role: "status" });
    const cancel = button("Cancel");
    cancel.addEventListener("click", () => this.end());
    this.dialog.append(this.title, this.field, this.list, this.none, cancel);
    document.body.append(this.dialog);
    this.dialog.addEventListener("keydown", (event) => {
      // Keys must not reach the page behind.
      event.stopPropagation();
      if (event.key === "Escape") this.end();
      if (event.key === "Tab") (event.target === cancel ? this.field : cancel).focus();
      if (["Escape", "Tab"].includes(event.key)) event.preventDefault();
    });
    document.addEventListener("pointerdown", (event) => {
      if (this.done && !this.dialog.contains(event.target)) this.end();
    });
    this.field.addEventListener("input", () => this.narrow());
    this.field.addEventListener("keydown", (event) => this.key(event));
    this.list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.pick(this.shown[Number(option.dataset.at)]);
    });
  }

  // choices: [{ value, text, note, mark }]. Calls done with the chosen value, or with undefined if
  // none was chosen.
  ask(title, choices, done) {
    this.title.textContent = title;
    this.choices = choices.map((choice) => ({ ...choice, key: choice.text.toLocaleLowerCase() }));
    this.done = done;
    this.field.value = "";
    this.narrow();
    // Elements outside an open modal dialog cannot be used.
    (one("#view[open]") || document.body).append(this.dialog);
    this.dialog.show();
    this.field.focus();
  }

  narrow() {
    const query = this.field.value.trim().toLocaleLowerCase();
    this.shown = this.choices.filter(({ key }) => key.includes(query));
    this.list.replaceChildren(...this.shown.map(({ text, note, mark }, at) => {
      const option = make("li", { role: "option", id: "choice" + at, "data-at": at });
      option.append(mark ? mark.cloneNode(true) : "", " ", make("bdi", {}, text), " ",
        make("span", { "class": "quiet" }, note));
      return option;
    }));
    this.none.textContent = this.shown.length ? "" : "There is no cluster with this name";
    this.point(0);
  }

  point(at) {
    this.at = Math.max(0, Math.min(this.shown.length - 1, at));
    one("[aria-selected=true]", this.list)?.removeAttribute("aria-selected");
    const option = this.list.children[this.at];
    if (!option) return this.field.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    return this.field.setAttribute("aria-activedescendant", option.id);
  }

  key(event) {
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };
    if (event.key in steps) {
      event.preventDefault();
      this.point(this.at + steps[event.key]);
    }
    if (event.key === "Enter") {
      event.preventDefault();
      this.pick(this.shown[this.at]);
    }
  }

  pick(choice) {
    if (choice) this.end(choice.value);
  }

  // Called without a value by Escape and Cancel.
  end(answer) {
    const { done } = this;
    this.done = null;
    this.dialog.close();
    done?.(answer);
  }
}
