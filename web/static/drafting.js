// The editor while one types: keeps what is typed, shows the letter and its checks anew, puts phrases at the caret.
// Without it the buttons do the same by sending the form.
const form = document.getElementById("editor");
const findings = document.getElementById("findings");
const offline = document.getElementById("offline");
const PAUSE = 700; // ms after the last key
let timer = 0;
let turn = 0;

async function keep() {
  const mine = ++turn;
  try {
    const answer = await fetch(form.dataset.keep, { method: "POST", body: new FormData(form) });
    if (mine !== turn) return;
    offline.hidden = answer.ok;
    if (!answer.ok) return;
    findings.innerHTML = await answer.text();
    show();
  } catch {
    offline.hidden = mine !== turn;
    timer = setTimeout(keep, 5000);
  }
}

// The new letter is drawn behind the old one and takes its place when it is ready.
function show() {
  const old = document.getElementById("preview");
  const fresh = old.cloneNode(false);
  const address = new URL(old.src);
  if (form.elements.outcome) address.searchParams.set("outcome", form.elements.outcome.value);
  address.searchParams.set("n", String(turn));
  fresh.removeAttribute("id");
  fresh.hidden = false;
  fresh.style.position = "absolute";
  fresh.style.left = "-9999px";
  fresh.addEventListener("load", () => {
    if (!old.isConnected) return fresh.remove();
    fresh.style.position = fresh.style.left = "";
    fresh.id = "preview";
    old.remove();
  }, { once: true });
  fresh.src = address.href;
  old.after(fresh);
}

function soon() {
  clearTimeout(timer);
  timer = setTimeout(keep, PAUSE);
}

function insert(button) {
  const name = button.value.slice("insert:".length);
  const chosen = form.elements["phrase:" + name].selectedOptions[0];
  const field = form.elements[name];
  if (!chosen || !field) return;
  const text = chosen.dataset.text;
  field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
  field.focus();
  soon();
}

form.addEventListener("input", soon);
form.addEventListener("change", (event) => {
  if (event.target.name === "outcome") form.querySelector("button[value=preview]").click();
});
form.addEventListener("click", (event) => {
  const button = event.target.closest("button[value^='insert:']");
  if (!button) return;
  event.preventDefault();
  insert(button);
});
form.addEventListener("submit", () => clearTimeout(timer));
