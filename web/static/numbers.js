// The example beside each form of document numbers follows what is typed; without script a button shows it.
const form = document.querySelector("form[data-year]");
const sample = (text) =>
  /\{(?!year\}|n\})/.test(text) || !text.includes("{year}") || !text.includes("{n}")
    ? "–"
    : text.replaceAll("{year}", form.dataset.year).replaceAll("{n}", "12");
for (const output of form?.querySelectorAll("output") ?? []) {
  const field = document.getElementById(output.htmlFor.value);
  const shared = field.value ? "" : output.value;
  field.addEventListener("input", () => {
    output.value = field.value ? sample(field.value) : shared;
  });
}
