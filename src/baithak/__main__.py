"""``python -m baithak``."""

from baithak.cli import main

if __name__ == "__main__":
    main()
