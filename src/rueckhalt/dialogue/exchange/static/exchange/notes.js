"use strict";
// Keeps what is typed about an item: every ten seconds on the server, and in this browser while the
// server does not have it. Without this script the button "Zwischenspeichern" does the same.
(() => {
  const form = document.getElementById("notes-form");
  const said = document.getElementById("notes-said");
  if (!form || !said) return;
  const place = `notes:${form.dataset.item}`;
  const seen = Number(form.dataset.seen);
  const fields = () =>
    [...form.elements].filter((one) => one.name && one.type !== "hidden" && one.type !== "submit");

  const values = () => {
    const told = {};
    for (const one of fields()) {
      if (one.type !== "radio" || one.checked) told[one.name] = one.value;
    }
    return told;
  };
  const fill = (told) => {
    for (const one of fields()) {
      if (one.type === "radio") one.checked = one.value === told[one.name];
      else one.value = told[one.name] ?? "";
    }
  };
  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

  // A browser may refuse to keep anything; then the server alone keeps it.
  const keep = (isSent) => {
    try {
      localStorage.setItem(place, JSON.stringify({ told: values(), seen, isSent }));
    } catch { /* see above */ }
  };
  const forget = () => {
    try { localStorage.removeItem(place); } catch { /* see above */ }
  };
  const kept = () => {
    try { return JSON.parse(localStorage.getItem(place)); } catch { return null; }
  };

  let known = values();
  const draft = kept();
  if (form.dataset.refused) {
    // What was refused stands in this form and nowhere else: the server does not have it yet.
    known = null;
    keep(false);
  } else if (draft && ((draft.isSent && seen > draft.seen) || same(draft.told, known))) {
    // A draft that was sent has become a result once there is one more; any other one comes back.
    forget();
  } else if (draft) {
    fill(draft.told);
    said.textContent = "Das haben Sie zuletzt getippt. Es ist noch nicht gespeichert.";
  }

  const send = async () => {
    const now = values();
    if (same(now, known)) return;
    const body = new URLSearchParams(new FormData(form));
    body.set("by", "script");
    try {
      const answer = await fetch(form.dataset.notes, { method: "POST", body, redirect: "error" });
      if (answer.status !== 204) throw new Error(String(answer.status));
      known = now;
      if (same(values(), now)) forget();
      const hour = new Date().toLocaleTimeString("de-DE", { hour: "2-digit", minute: "2-digit" });
      said.textContent = `Gespeichert um ${hour} Uhr.`;
    } catch {
      said.textContent = "Nicht gespeichert. Ihr Text bleibt in diesem Browser, und wir versuchen es weiter.";
    }
  };

  form.addEventListener("input", () => keep(false));
  form.addEventListener("submit", () => keep(true));
  setInterval(send, 10000);
})();
