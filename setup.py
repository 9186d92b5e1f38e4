"""What pyproject.toml cannot say: a wheel takes content/ and data/ along, within the package."""

from setuptools import find_packages, setup

HOME = {"bot.home.content": "content", "bot.home.data": "data"}  # bot/installation/places.py

setup(
    packages=[*find_packages(include=["bot", "bot.*", "actions", "actions.*"]), *HOME],
    package_dir=HOME,
)
