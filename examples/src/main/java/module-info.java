/// One file, one main, one lesson; and the data sets that the lessons use.
///
/// Exported, so that a learner's own file may say `import module gradus.examples;` and load the
/// digits. Opened to picocli, which fills a lesson's command-line options.
module gradus.examples {
  requires transitive gradus.nn;
  requires transitive gradus.optim;
  requires info.picocli;
  requires me.tongfei.progressbar;
  requires org.slf4j;

  exports gradus.examples;

  opens gradus.examples to
      info.picocli;
}
