/* Date fields say, while one types, which day was understood; the server reads it by the same rule when sent. */
const WAIT = 250; // ms

function watch(input) {
  const told = document.getElementById(`${input.id}-said`);
  let timer, asked = 0;
  async function ask() {
    const number = ++asked;
    const address = new URL(input.dataset.day, location.href);
    address.searchParams.set("text", input.value);
    let answer;
    try {
      const response = await fetch(address, { headers: { Accept: "application/json" } });
      if (!response.ok || response.redirected) return;
      answer = await response.json();
    } catch { return; } // the line is down: the same is said when the form is sent
    if (number !== asked) return;
    told.textContent = answer.said;
    told.classList.toggle("unclear", !answer.ok);
    input.dispatchEvent(new CustomEvent("day", { bubbles: true, detail: answer }));
  }
  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, WAIT); });
  if (input.value !== input.defaultValue) ask(); // typed before this was loaded
}

export function watchDays(root) {
  for (const input of root.querySelectorAll("input[data-day]")) watch(input);
}

watchDays(document);
