"use strict";
// Files that the page makes of itself, without a network.

function download(name, type, text) {
  const link = make("a", { download: name });
  link.href = URL.createObjectURL(new Blob([text], { type: type + ";charset=utf-8" }));
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}
