import Report

/// The quiz's markup. Its script shows one of the three sections at a time.
enum QuizMarkup {
  static func body(title: String, count: Int) -> HTML {
    """
    <header><h1><bdi>\(title)</bdi></h1></header>
    <main id="main" tabindex="-1">
    <noscript><p>This quiz needs scripts: allow them for this page. It loads nothing from \
    elsewhere and sends nothing anywhere.</p></noscript>
    \(start(count: count))\(question)\(result)</main>
    <footer>
    <p>This page is one file. It loads nothing from elsewhere and sends nothing anywhere.</p>
    </footer>
    <script type="application/json" id="data">
    """
  }

  static let end: HTML = """
    </script>
    <script>\(HTML(stringLiteral: QuizFiles.script))</script>
    </body>
    </html>

    """

  private static func start(count: Int) -> HTML {
    """
    <section id="start" aria-labelledby="start-heading" hidden>
    <h2 id="start-heading" tabindex="-1">Which face is the odd one?</h2>
    <p>You will see three faces at a time, \(count) times. Two of them belong together, one does \
    not. Choose the one that does not, going by what the faces look like to you. You will often \
    be unsure: then choose what seems most likely. There is no time limit.</p>
    <p>Choose with a click, or with the keys 1, 2 and 3. You can close this page and continue \
    later.</p>
    <p id="start-unkept" class="warning" hidden>This browser does not store anything for this \
    page: answer all questions and save the answers before you close it.</p>
    <form id="start-form">
    <p><label>Your name, or any word you like instead \
    <input id="start-person" autocomplete="off" spellcheck="false" maxlength="80"></label></p>
    <p><label class="choice"><input type="checkbox" id="start-keys" checked> \
    The keys 1, 2 and 3 choose a face</label></p>
    <p><button id="start-begin">Begin</button> \
    <button type="button" id="start-anew" hidden>Start over</button></p>
    </form>
    </section>

    """
  }

  /// A face's label is only its number, so that it does not give anything away.
  private static let question: HTML = """
    <section id="question" aria-labelledby="question-heading" hidden>
    <h2 id="question-heading" tabindex="-1">Question 1</h2>
    <progress id="question-progress" aria-labelledby="question-heading"></progress>
    <p>Two of these faces belong together. Which is the odd one?</p>
    <div class="faces" role="group" aria-label="Three faces">\(choices)</div>
    <p><button type="button" id="question-undo">Undo the last answer</button> \
    <button type="button" id="question-stop">Stop here</button></p>
    </section>

    """

  private static let choices: [HTML] = (1...3).map { number in
    """
    <button type="button" id="choice-\(number)" aria-label="Face \(number)">\
    <span class="picture"><svg viewBox="0 0 200 200" aria-hidden="true"><path/></svg></span>\
    <span class="number" aria-hidden="true">\(number)</span></button>
    """
  }

  private static let result: HTML = """
    <section id="result" aria-labelledby="result-heading" hidden>
    <h2 id="result-heading" tabindex="-1">Your result</h2>
    <div id="result-text"></div>
    <p>Save the answers, and send the file to whoever gave you this page: together with the \
    answers of others, they show whether people see these groups.</p>
    <p><button type="button" id="result-on">Go on</button> \
    <button type="button" id="result-save">Save answers</button> \
    <button type="button" id="result-anew">Start over</button></p>
    <p id="result-saved" role="status"></p>
    </section>

    """
}
