// What a page of the site is held to; validate_test.go asks for it.
export default {
  root: true,
  extends: ["html-validate:standard", "html-validate:a11y", "html-validate:document"],
  rules: {
    // 404.html speaks two languages, and has a title in each.
    "heading-level": ["error", { allowMultipleH1: true }],
    // Styles and scripts come from where the page comes from.
    "require-sri": "off",
  },
};
