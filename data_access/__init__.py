import warnings

# Where Spark is installed, the library that checks contracts loads it too, and it warns of pandas newer than it knows.
warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas", FutureWarning)
