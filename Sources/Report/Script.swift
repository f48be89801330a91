/// The page's script. Everything can be read without it.
enum Script {
  static let javaScript = #"""
    "use strict";
    // Escape closes the open face and gives the focus back to it; opening one closes the other.
    document.addEventListener("keydown", function (event) {
      if (event.key !== "Escape") return;
      const open = document.querySelector(".faces details[open]");
      if (!open) return;
      open.open = false;
      open.querySelector("summary").focus();
    });
    document.addEventListener("toggle", function (event) {
      if (!event.target.open || !event.target.matches(".faces details")) return;
      for (const other of document.querySelectorAll(".faces details[open]"))
        if (other !== event.target) other.open = false;
    }, true);

    """#
}
