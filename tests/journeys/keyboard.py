"""A person at the keyboard: only Tab, arrows, Space, Enter and letters, and nothing else."""

from playwright.sync_api import Locator, Page

FAR = 400  # presses of Tab after which nobody goes on
MOST_ANSWERS = 20
IS_FOCUSED = "one => document.activeElement === one"


class Keyboard:
    """Fills in pages by keys alone, and counts what a person did."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.keys = 0
        self.fields = 0

    def reach(self, locator: Locator) -> None:
        """Tabs on until something has the focus."""
        for _ in range(FAR):
            if locator.evaluate(IS_FOCUSED):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"The keyboard does not reach {locator}.")

    def answer(self, option: Locator) -> None:
        """Ticks a box, or chooses one of several answers."""
        if option.get_attribute("type") == "checkbox":
            self._tick(option)
        else:
            self._choose(option)
        self.fields += 1

    def _tick(self, box: Locator) -> None:
        self.reach(box)
        self._press("Space")
        assert box.is_checked()

    def _choose(self, wanted: Locator) -> None:
        """Tab leads to the first of several answers, arrows to the others."""
        name = wanted.get_attribute("name")
        self.reach(self.page.locator(f'input[name="{name}"]').first)
        self._press("Space")
        for _ in range(MOST_ANSWERS):
            if wanted.is_checked():
                return
            self._press("ArrowDown")
        raise AssertionError(f"The arrows do not reach {wanted}.")

    def write(self, label: str, text: str) -> None:
        """Writes into a field, instead of what stands there."""
        self.reach(self.page.get_by_label(label))
        self._press("Control+A")
        self.page.keyboard.type(text)
        self.keys += len(text)
        self.fields += 1

    def open(self, title: str) -> None:
        """Opens a part of the further questions."""
        self.reach(self.page.locator("#genauer summary", has_text=title))
        self._press("Enter")

    def go(self, name: str) -> None:
        """Presses a button that leads to another page."""
        self.reach(self.page.get_by_role("button", name=name, exact=True).first)
        with self.page.expect_navigation():
            self._press("Enter")

    def save(self, name: str) -> bytes:
        """Presses a button that gives a file, and returns what is in it."""
        self.reach(self.page.get_by_role("button", name=name, exact=True))
        with self.page.expect_download() as waiting:
            self._press("Enter")
        return waiting.value.path().read_bytes()

    def _press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.keys += 1
