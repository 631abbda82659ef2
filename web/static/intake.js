/* Intake: numbers checked and the panel beside the form filled while one types; Ctrl+Enter logs. Works without. */
const WAIT = 500; // ms

for (const hint of document.querySelectorAll(".scripted")) hint.hidden = false;
document.querySelector("[data-print]")?.addEventListener("click", () => window.print());

const form = document.getElementById("intake");
if (form) start();

function start() {
  const beside = document.getElementById("beside");
  const first = document.querySelector(".faults") ?? newest() ?? form.elements[form.dataset.first];
  first?.focus();
  first?.select?.();

  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit(form.querySelector("[data-save]"));
    }
  });

  let timer, asked = 0;
  async function look() {
    const number = ++asked;
    const data = new FormData(form);
    data.delete("files");
    try {
      const response = await fetch(form.dataset.panel, { method: "POST", body: data });
      if (!response.ok || response.redirected || number !== asked) return;
      const parsed = new DOMParser().parseFromString(await response.text(), "text/html");
      if (number === asked && !beside.contains(document.activeElement)) beside.replaceChildren(...parsed.body.childNodes);
    } catch { /* the same is said when the form is sent */ }
  }
  const soon = () => { clearTimeout(timer); timer = setTimeout(look, WAIT); };
  form.addEventListener("input", (event) => { if (event.target.type !== "file") soon(); });
  for (const number of form.querySelectorAll("input[name$=id_no]")) watchNumber(number);
}

function newest() {
  const rows = form.querySelectorAll("fieldset.applicant");
  const name = rows.length > 1 ? rows[rows.length - 1].querySelector("input") : null;
  return name && !name.value ? name : null;
}

function watchNumber(input) {
  const row = input.closest("fieldset");
  const kind = row.querySelector(`[name="${input.name.replace(/id_no$/, "id_kind")}"]`);
  const type = input.name.includes("agent") ? null : row.querySelector("[name$='-type']");
  const told = document.createElement("div");
  told.className = "told";
  told.id = `${input.id}-told`;
  told.setAttribute("aria-live", "polite");
  input.after(told);
  input.setAttribute("aria-describedby", `${input.getAttribute("aria-describedby") ?? ""} ${told.id}`.trim());
  let timer, asked = 0;
  async function ask() {
    const number = ++asked, data = new FormData();
    data.append("csrf_token", form.elements.csrf_token.value);
    data.append("kind", kind.value);
    data.append("number", input.value);
    try {
      const response = await fetch(form.dataset.identity, { method: "POST", body: data });
      if (!response.ok || response.redirected || number !== asked) return;
      const answer = await response.json();
      if (number !== asked) return;
      told.textContent = answer.said;
      told.classList.toggle("unclear", !answer.ok);
    } catch { /* the same is said when the form is sent */ }
  }
  const soon = () => { clearTimeout(timer); timer = setTimeout(ask, WAIT); };
  input.addEventListener("input", soon);
  kind.addEventListener("change", soon);
  type?.addEventListener("change", () => { // an organisation is known by its credit code
    if (input.value) return;
    kind.value = type.value === "natural_person" ? "resident" : "credit_code";
  });
  if (input.value) ask();
}
