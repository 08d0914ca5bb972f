package org.deepmem.lab.plot;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.StyleHandler;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/// Collects the elements' styles, each once: an element names its class, and the classes stand in
/// one style sheet. It makes files half as large as a style an element does.
final class StyleSheet implements StyleHandler {
  private final Map<String, String> classes = new LinkedHashMap<>();

  @Override
  @SuppressWarnings("rawtypes") // as the library has it
  public void setStyle(Element element, Map styles, SVGGeneratorContext context) {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<?, ?> style : new TreeMap<Object, Object>(styles).entrySet()) {
      text.append(style.getKey()).append(':').append(style.getValue()).append(';');
    }
    if (!text.isEmpty()) {
      element.setAttribute(
          "class", classes.computeIfAbsent(text.toString(), _ -> "s" + classes.size()));
    }
  }

  /// Puts the sheet before everything else in a drawing.
  void addTo(Element root) {
    Document document = root.getOwnerDocument();
    Element style = document.createElementNS(root.getNamespaceURI(), "style");
    style.setAttribute("type", "text/css");
    StringBuilder rules = new StringBuilder("\n");
    classes.forEach((text, name) -> rules.append(".%s{%s}%n".formatted(name, text)));
    style.appendChild(document.createTextNode(rules.toString()));
    root.insertBefore(style, root.getFirstChild());
  }
}
